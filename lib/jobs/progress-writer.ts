import type { JobProgress } from "./define-job";

const betweenWritesMilliseconds = 1_000;

/** Writes the latest progress of a run: at most one write at a time and one a second, and the last one always. */
export class ProgressWriter {
  #latest: JobProgress | undefined;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    private readonly save: (progress: JobProgress) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  report(progress: JobProgress): void {
    if (this.#isClosed) return;
    this.#latest = progress;
    if (this.#timer !== undefined || this.#writing !== undefined) return;
    void this.#write();
  }

  /** Writes what is waiting, then nothing more. */
  async flush(): Promise<void> {
    await this.#writing;
    await this.#write();
    this.close();
  }

  /** Writes nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#latest = undefined;
    clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    const progress = this.#latest;
    if (progress === undefined) return;
    this.#latest = undefined;
    this.#writing = this.save(progress).catch(this.onError);
    await this.#writing;
    this.#writing = undefined;
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, betweenWritesMilliseconds);
    this.#timer.unref();
  }
}
