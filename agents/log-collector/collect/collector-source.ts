import { open, rm } from "node:fs/promises";
import type { CollectorDataSource, CollectorSourceReport, DataSourceFault } from "@/lib/domain/log-collector-feed";
import { type FtpDirectory, type IncomingFile, OutOfRoom } from "../ftp/ftp-settings";
import type { Sink } from "../receive/sink";
import { isDiskFull } from "../spool/disk";
import type { SourceSpool } from "../spool/source-spool";
import type { SpoolBudget } from "../spool/spool-budget";

/** Blocks that are not written yet; above, the disk does not keep up and datagrams are dropped. */
const pendingBytesMaximum = 32 * 1024 * 1024;

export type SourceFault = { code: DataSourceFault; detail: string };

/** One data source while the collector runs: where its lines go, what came in, and what is wrong with it. */
export class CollectorSource {
  #lines = 0;
  #bytes = 0;
  #dropped = 0;
  #lastReceivedAt: number | null = null;
  /** Why its port is not open. */
  listenFault: SourceFault | null = null;
  /** Why the portal does not take its files. */
  uploadFault: SourceFault | null = null;

  constructor(
    readonly definition: CollectorDataSource,
    readonly spool: SourceSpool,
    readonly budget: SpoolBudget,
    /** Ends its waiting for room. */
    readonly signal: AbortSignal,
  ) {}

  get report(): CollectorSourceReport {
    const fault = this.listenFault ?? this.uploadFault;
    return {
      id: this.definition.id,
      linesReceived: this.#lines,
      bytesReceived: this.#bytes,
      bytesWaiting: this.spool.waitingBytes,
      linesDropped: this.#dropped,
      lastReceivedAt: this.#lastReceivedAt,
      fault: fault?.code ?? null,
      faultDetail: fault?.detail.slice(0, 500) ?? null,
    };
  }

  readonly sink: Sink = {
    append: async (bytes, lines) => {
      while (!this.budget.tryTake(bytes.length)) {
        await this.budget.room(this.signal);
        if (this.signal.aborted) throw new Error("the collector stops before there was room");
      }
      await this.spool.append(bytes, lines);
      this.#count(bytes.length, lines);
    },
    appendOrDrop: (bytes, lines) => {
      const isHeldUp = this.spool.pendingBytes > pendingBytesMaximum;
      if (isHeldUp || !this.budget.tryTake(bytes.length)) {
        this.#dropped += lines;
        return;
      }
      this.spool.append(bytes, lines).then(
        () => this.#count(bytes.length, lines),
        () => {
          this.#dropped += lines;
        },
      );
    },
    sync: () => this.spool.sync(),
    countDropped: (lines) => {
      this.#dropped += lines;
    },
  };

  /** Its directory on the FTP server. */
  get directory(): FtpDirectory {
    return {
      name: this.definition.name,
      needsTls: this.definition.receiver === "ftps",
      begin: async () => (this.budget.fullBecause === null ? await this.#beginFile() : null),
    };
  }

  /** Lines of a file are counted when it is packed. */
  countFileLines(lines: number): void {
    this.#lines += lines;
  }

  #count(bytes: number, lines: number): void {
    this.#bytes += bytes;
    this.#lines += lines;
    this.#lastReceivedAt = Date.now();
  }

  async #beginFile(): Promise<IncomingFile> {
    const path = this.spool.transferPath(new Date());
    const handle = await open(path, "wx");
    let sizeBytes = 0;
    const drop = async () => {
      await handle.close();
      await rm(path, { force: true });
      this.budget.give(sizeBytes);
    };
    return {
      write: async (chunk) => {
        if (!this.budget.tryTake(chunk.length)) throw new OutOfRoom();
        sizeBytes += chunk.length;
        try {
          await handle.writeFile(chunk);
        } catch (error) {
          if (!isDiskFull(error)) throw error;
          this.budget.noteRefusedWrite();
          throw new OutOfRoom();
        }
      },
      keep: async (name) => {
        if (sizeBytes === 0) return drop();
        await handle.sync();
        await handle.close();
        await this.spool.takeTransfer(path, name, sizeBytes, new Date());
        this.#count(sizeBytes, 0);
      },
      discard: drop,
    };
  }
}
