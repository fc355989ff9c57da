import path from "node:path";
import type { CollectorConfiguration, CollectorDataSource } from "@/lib/domain/log-collector-feed";
import type { AgentLog } from "../../shared/agent-log";
import { listenFtp } from "../ftp/ftp-server";
import { ListenFault } from "../receive/listen-fault";
import type { Listener } from "../receive/sink";
import { SourceSpool } from "../spool/source-spool";
import type { SpoolBudget } from "../spool/spool-budget";
import { ftpSecureContext, readTlsMaterial } from "../tls-files";
import type { CollectorSettings } from "./collector-settings";
import { CollectorSource } from "./collector-source";
import { openSyslogListener } from "./open-listener";

export type SourceSetParts = {
  settings: CollectorSettings;
  budget: SpoolBudget;
  log: AgentLog;
  /** Sends a source's files until the signal ends it. */
  upload: (source: CollectorSource, signal: AbortSignal) => Promise<void>;
  /** A fault began or ended. */
  onChange: () => void;
};

type Running = {
  source: CollectorSource;
  listener: Listener | null;
  /** Ends what waits for room on the disk. */
  halt: AbortController;
  uploads: Promise<void>;
  stopUploads: AbortController;
};

/** The data sources of the present configuration, each with its port, its spool and its uploads. */
export class SourceSet {
  #running = new Map<string, Running>();
  #ftp: Listener | null = null;
  #configuration: CollectorConfiguration | null = null;
  /** A port that two would open at once is in use for one of them. */
  #turn: Promise<void> = Promise.resolve();
  #isDeaf = false;

  constructor(readonly parts: SourceSetParts) {}

  get configuration(): CollectorConfiguration | null {
    return this.#configuration;
  }

  get sources(): CollectorSource[] {
    return [...this.#running.values()].map(({ source }) => source);
  }

  /** Ports that are open, by data source. */
  portOf(source: CollectorSource): number | null {
    const listener = isSyslog(source.definition) ? this.#running.get(source.definition.name)?.listener : this.#ftp;
    return listener?.port ?? null;
  }

  /** Makes what runs agree with a configuration; what it does not change goes on undisturbed. */
  apply(configuration: CollectorConfiguration): Promise<void> {
    return this.#inTurn(() => this.#apply(configuration));
  }

  /** Opens every port that is not open, and remembers why where that fails; to be called again from time to time. */
  openMissing(): Promise<void> {
    return this.#inTurn(() => this.#openMissing());
  }

  /** Reads the certificate again; connections that are there go on with the old one. */
  renewCertificates(): Promise<void> {
    return this.#inTurn(async () => {
      for (const { source, listener } of this.#running.values())
        if (source.definition.receiver === "syslog-tls" && listener !== null)
          await this.#tried([source], async () =>
            listener.renewCertificate?.(readTlsMaterial(this.parts.settings.tls)),
          );
      await this.#openMissing();
    });
  }

  /** Once a second: closes files that are due, and syncs what came. */
  async tick(now: Date): Promise<void> {
    await Promise.all(
      this.sources.map(async ({ spool }) => {
        await spool.rotateIfDue(now);
        await spool.syncIfDirty();
      }),
    );
  }

  /** Stops listening; what was received is closed and packed. Uploads go on. */
  async stopListening(now: Date): Promise<void> {
    this.#isDeaf = true;
    await this.#closeFtp();
    await Promise.all(
      [...this.#running.values()].map(async (running) => {
        running.halt.abort();
        await running.listener?.close();
        running.listener = null;
        await running.source.spool.rotate(now);
        await running.source.spool.packed();
      }),
    );
  }

  async stopUploads(): Promise<void> {
    for (const { stopUploads } of this.#running.values()) stopUploads.abort();
    await Promise.all([...this.#running.values()].map(({ uploads }) => uploads));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #apply(configuration: CollectorConfiguration): Promise<void> {
    const wanted = new Map(configuration.dataSources.map((definition) => [definition.name, definition]));
    for (const [name, running] of this.#running)
      if (!isSame(running.source.definition, wanted.get(name))) await this.#end(name, running);
    if (this.#configuration !== null && ftpOf(this.#configuration) !== ftpOf(configuration)) await this.#closeFtp();
    this.#configuration = configuration;
    for (const definition of wanted.values()) if (!this.#running.has(definition.name)) await this.#begin(definition);
    await this.#openMissing();
  }

  async #openMissing(): Promise<void> {
    if (this.#isDeaf) return;
    for (const running of this.#running.values())
      if (isSyslog(running.source.definition) && running.listener === null)
        running.listener = await this.#tried([running.source], () =>
          openSyslogListener(running.source, this.parts.settings, this.parts.log),
        );
    await this.#openFtp();
  }

  async #begin(definition: CollectorDataSource): Promise<void> {
    const { settings, budget, log, upload } = this.parts;
    const halt = new AbortController();
    const stopUploads = new AbortController();
    const spool = new SourceSpool(
      definition.name,
      path.join(settings.spoolFolder, "sources", definition.name),
      budget,
      settings.rotation,
      halt.signal,
      (lines) => source.countFileLines(lines),
      (error) => log.error({ source: definition.name, error: messageOf(error) }, "a file could not be packed"),
    );
    const source: CollectorSource = new CollectorSource(definition, spool, budget, halt.signal);
    await spool.recover(new Date());
    const uploads = upload(source, stopUploads.signal);
    this.#running.set(definition.name, { source, listener: null, halt, uploads, stopUploads });
    if (spool.waitingBytes > 0)
      log.info({ source: definition.name, bytes: spool.waitingBytes }, "files of an earlier run wait and will be sent");
  }

  async #end(name: string, running: Running): Promise<void> {
    const { source, halt, listener, uploads, stopUploads } = running;
    halt.abort();
    stopUploads.abort();
    await listener?.close();
    await source.spool.rotate(new Date());
    await source.spool.packed();
    await uploads;
    this.#running.delete(name);
    this.parts.budget.give(source.spool.waitingBytes);
    this.parts.log.info({ source: name, bytesWaiting: source.spool.waitingBytes }, "data source let go");
  }

  async #openFtp(): Promise<void> {
    const sources = this.sources.filter(({ definition }) => !isSyslog(definition));
    const { settings, log } = this.parts;
    const configuration = this.#configuration;
    if (configuration === null || sources.length === 0) return this.#closeFtp();
    await this.#tried(
      sources.filter(({ definition }) => definition.receiver === "ftps"),
      () => Promise.resolve(readTlsMaterial(settings.tls)),
    );
    if (this.#ftp !== null) return;
    this.#ftp = await this.#tried(sources, () =>
      listenFtp(
        {
          host: settings.host,
          port: settings.portFor(configuration.ftp.port),
          passivePorts: settings.passivePorts ?? configuration.ftp.passivePorts,
          publicAddress: settings.publicAddress,
          user: settings.ftpUser,
          password: settings.ftpPassword,
          secureContext: () => ftpSecureContext(settings.tls),
          directories: () =>
            this.sources.filter(({ definition }) => !isSyslog(definition)).map(({ directory }) => directory),
        },
        log,
      ),
    );
  }

  async #closeFtp(): Promise<void> {
    const ftp = this.#ftp;
    this.#ftp = null;
    await ftp?.close();
  }

  /** Notes for the sources whether what they need could be had. */
  async #tried<T>(sources: readonly CollectorSource[], open: () => Promise<T>): Promise<T | null> {
    const { log, onChange } = this.parts;
    try {
      const opened = await open();
      if (sources.some(({ listenFault }) => listenFault !== null)) onChange();
      for (const source of sources) source.listenFault = null;
      return opened;
    } catch (error) {
      if (!(error instanceof ListenFault)) throw error;
      const isNew = sources.some(({ listenFault }) => listenFault?.detail !== error.message);
      for (const source of sources) source.listenFault = { code: error.fault, detail: error.message };
      if (isNew) log.error({ sources: sources.map(({ definition }) => definition.name) }, error.message);
      if (isNew) onChange();
      return null;
    }
  }
}

function isSyslog({ receiver }: CollectorDataSource): boolean {
  return receiver !== "ftp" && receiver !== "ftps";
}

function isSame(one: CollectorDataSource, other: CollectorDataSource | undefined): boolean {
  return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

function ftpOf({ ftp }: CollectorConfiguration): string {
  return JSON.stringify(ftp);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
