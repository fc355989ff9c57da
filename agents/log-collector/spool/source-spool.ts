import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing, syncFolder } from "./disk";
import { LineFile } from "./line-file";
import { isUnfinished, packedNames } from "./pack-file";
import { PackQueue } from "./pack-queue";
import type { SpoolBudget } from "./spool-budget";
import { deviceFileName, lineFileName, uploadNameOf, type WaitingFile } from "./waiting-file";

export type RotationRules = {
  /** A file is due from this size on. */
  bytes: number;
  /** A file is due at this age, however small. */
  ageMs: number;
  /** Between two files that are due by size: what a busy source sends then goes in fewer, larger files. */
  pauseMs: number;
  /** From this size on there is no pause. */
  bytesMaximum: number;
};

const currentName = "current.log";
/** Sent files that stay for whoever wants to compare. */
const backupFiles = 20;
const folders = ["incoming", "closed", "ready", "backup"] as const;
type Folder = (typeof folders)[number];

/**
 * What waits of one data source, in a folder of its own:
 * `current.log` grows; `incoming/` holds transfers that go on; `closed/` what is complete; `ready/` the same packed, until the
 * portal has it; `backup/` the last twenty that it has.
 */
export class SourceSpool {
  readonly #lines: LineFile;
  #waiting: WaitingFile[] = [];
  /** What is in `closed`. */
  readonly #unpacked: PackQueue;
  #lastRotationAt = Number.NEGATIVE_INFINITY;
  #arrived: (() => void)[] = [];

  constructor(
    readonly source: string,
    readonly folder: string,
    readonly budget: SpoolBudget,
    readonly rules: RotationRules,
    signal: AbortSignal,
    /** Told the lines of each file that came whole, once they are counted. */
    readonly onLinesCounted: (lines: number) => void,
    onTrouble: (error: unknown) => void,
  ) {
    this.#lines = new LineFile(path.join(folder, currentName), budget, signal);
    this.#unpacked = new PackQueue({
      ...{ from: path.join(folder, "closed"), to: path.join(folder, "ready"), budget, signal, onTrouble },
      makeRoom: () => this.keepBackups(0),
    });
  }

  /** Bytes on disk that the portal has not finished. */
  get waitingBytes(): number {
    return this.#lines.size + this.#unpacked.bytes + this.#waiting.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  get waitingFiles(): readonly WaitingFile[] {
    return this.#waiting;
  }

  /** Appended and not written yet. */
  get pendingBytes(): number {
    return this.#lines.pendingBytes;
  }

  /** Takes up what an earlier run left behind. */
  async recover(now: Date): Promise<void> {
    for (const folder of folders) await mkdir(path.join(this.folder, folder), { recursive: true });
    // Nobody was told that these arrived.
    for (const name of await this.#namesIn("incoming")) await rm(this.#path("incoming", name));
    await this.#closeTornFile(now);
    for (const name of await this.#namesIn("ready")) {
      if (isUnfinished(name)) await rm(this.#path("ready", name));
      else this.#takeUp(name, await sizeOf(this.#path("ready", name)));
    }
    const ready = new Set(this.#waiting.map(({ name }) => name));
    for (const name of await this.#namesIn("closed")) {
      if (packedNames(name).some((packed) => ready.has(packed))) await rm(this.#path("closed", name));
      else await this.#packAgain(name);
    }
  }

  /** Whole lines. The promise is kept once they outlive this process; `sync` is what outlives the machine. */
  async append(bytes: Buffer, lines: number): Promise<void> {
    try {
      await this.#lines.append(bytes, lines);
    } catch (error) {
      this.budget.give(bytes.length);
      throw error;
    }
  }

  sync(): Promise<void> {
    return this.#lines.sync();
  }

  syncIfDirty(): Promise<void> {
    return this.#lines.syncIfDirty();
  }

  /** Closes the growing file when a rule says so; to be called every second or so. */
  async rotateIfDue(now: Date): Promise<void> {
    const { bytes, ageMs, pauseMs, bytesMaximum } = this.rules;
    const size = this.#lines.size;
    const isSending = this.#waiting.length > 0 || this.#unpacked.bytes > 0;
    const isPaused = isSending || performance.now() - this.#lastRotationAt < pauseMs;
    const isDue = size >= bytesMaximum || (size >= bytes && !isPaused) || (size > 0 && this.#lines.ageMs() >= ageMs);
    if (isDue) await this.rotate(now);
  }

  async rotate(now: Date): Promise<void> {
    const name = lineFileName(this.source, now);
    const closed = await this.#lines.closeAs(this.#path("closed", name));
    if (closed === null) return;
    this.#lastRotationAt = performance.now();
    this.#unpacked.add(name, closed.bytes, (file) => this.#add(file));
  }

  /** A path for a transfer that begins; `takeTransfer` or nothing follows. */
  transferPath(now: Date): string {
    return this.#path("incoming", deviceFileName("part", now));
  }

  /** A transfer has ended, and its bytes are synced: from here on the file is the collector's to send. */
  async takeTransfer(transfer: string, givenName: string, sizeBytes: number, now: Date): Promise<void> {
    const name = deviceFileName(givenName, now);
    await rename(transfer, this.#path("closed", name));
    await syncFolder(path.join(this.folder, "closed"));
    this.#unpacked.add(name, sizeBytes, (file, lines) => {
      this.onLinesCounted(lines ?? 0);
      this.#add(file);
    });
  }

  /** The next file to send, once there is one; null when `signal` ends the waiting. */
  async next(signal: AbortSignal): Promise<(WaitingFile & { path: string }) | null> {
    for (;;) {
      if (signal.aborted) return null;
      const [file] = this.#waiting;
      if (file !== undefined) return { ...file, path: this.#path("ready", file.name) };
      await new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve(), { once: true });
        this.#arrived.push(resolve);
      });
    }
  }

  /** The portal has finished the file: it moves to the last twenty. */
  async markSent(file: WaitingFile): Promise<void> {
    await rename(this.#path("ready", file.name), this.#path("backup", file.name));
    this.forget(file);
    await this.keepBackups(backupFiles);
  }

  /** The file is not there any more. */
  forget(file: WaitingFile): void {
    this.#waiting = this.#waiting.filter(({ name }) => name !== file.name);
    this.budget.give(file.sizeBytes);
  }

  async keepBackups(count: number): Promise<void> {
    const folder = path.join(this.folder, "backup");
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
    );
    files.sort((one, other) => other.at - one.at || (one.name < other.name ? 1 : -1));
    for (const { name } of files.slice(count)) await rm(path.join(folder, name));
  }

  /** Waits until all that was closed is packed. */
  packed(): Promise<void> {
    return this.#unpacked.emptied();
  }

  #add(file: WaitingFile): void {
    this.#waiting.push(file);
    for (const resolve of this.#arrived.splice(0)) resolve();
  }

  /** What grew when the program was killed; a power failure may have torn its last line, which is then ended. */
  async #closeTornFile(now: Date): Promise<void> {
    const file = path.join(this.folder, currentName);
    const size = await sizeOf(file);
    if (size === null) return;
    if (size === 0) return rm(file);
    const handle = await open(file, "r+");
    try {
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
      if (buffer[0] !== 10) await handle.write("\n", size);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(file, this.#path("closed", lineFileName(this.source, now)));
    await syncFolder(path.join(this.folder, "closed"));
  }

  #takeUp(name: string, sizeBytes: number | null): void {
    if (sizeBytes === null) return;
    this.budget.take(sizeBytes);
    this.#add({ name, uploadName: uploadNameOf(name), sizeBytes });
  }

  async #packAgain(name: string): Promise<void> {
    const size = (await sizeOf(this.#path("closed", name))) ?? 0;
    if (size === 0) return rm(this.#path("closed", name));
    this.budget.take(size);
    this.#unpacked.add(name, size, (file) => this.#add(file));
  }

  async #namesIn(folder: Folder): Promise<string[]> {
    return (await readdir(path.join(this.folder, folder))).sort();
  }

  #path(folder: Folder, name: string): string {
    return path.join(this.folder, folder, name);
  }
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
