import { setTimeout as wait } from "node:timers/promises";
import type { CollectorTestResult } from "@/lib/domain/collector-connection-test";
import type { CollectorConfiguration } from "@/lib/domain/log-collector-feed";
import type { AgentLog } from "../shared/agent-log";
import { Backoff } from "../shared/backoff";
import { ConnectionTests } from "../shared/connection-tests";
import { AgentStop, exitCodes } from "../shared/exit-codes";
import { PortalUnavailable } from "../shared/portal-client";
import { checkCollector } from "./check-collector";
import type { CollectorSettings } from "./collect/collector-settings";
import { SourceSet } from "./collect/source-set";
import type { CollectorPortal } from "./collector-portal";
import { Heartbeat } from "./heartbeat";
import { findKeptConfiguration, keepConfiguration } from "./spool/kept-configuration";
import { SpoolBudget } from "./spool/spool-budget";
import { uploadFiles } from "./upload/upload-files";

const tickMs = 1_000;
/** Ports that could not be opened are tried again, and the disk is looked at. */
const attemptEveryMs = 15_000;
const lookEveryMs = 5_000;
/** What is left of the time that a service manager grants goes to sending. */
const lastUploadsMs = 8_000;
const lettingGoMs = 2_000;

export type CollectorParts = {
  portalUrl: URL;
  portal: CollectorPortal;
  settings: CollectorSettings;
  program: { version: string; hostName: string };
  log: AgentLog;
  /** Ends the collector in order. */
  signal: AbortSignal;
  newBackoff?: () => Pick<Backoff, "next" | "reset">;
  /** How often files are closed that are due. */
  tickMs?: number;
};

/** Receives, keeps and sends logs until it is stopped. */
export class Collector {
  readonly budget: SpoolBudget;
  readonly sources: SourceSet;
  readonly heartbeat: Heartbeat;
  /** Aborted with its reason when the collector has to end by itself. */
  readonly #end = new AbortController();
  readonly #newBackoff: () => Pick<Backoff, "next" | "reset">;
  #applying: Promise<void> = Promise.resolve();
  #isStale = false;

  constructor(readonly parts: CollectorParts) {
    const { portal, settings, program, log } = parts;
    this.#newBackoff = parts.newBackoff ?? (() => new Backoff());
    this.budget = new SpoolBudget(settings.spoolFolder, settings.limits);
    this.sources = new SourceSet({
      settings,
      budget: this.budget,
      log,
      upload: (source, signal) =>
        uploadFiles(source, signal, {
          portal,
          log,
          backoff: this.#newBackoff(),
          onOutcome: (trouble) => this.heartbeat.noteUploads(trouble),
          onChange: () => void this.heartbeat.report(),
          onUnknownSource: () => this.#refresh(),
        }).catch((error) => this.#end.abort(error)),
      onChange: () => void this.heartbeat.report(),
    });
    const tests = new ConnectionTests<CollectorTestResult>({
      portal,
      check: (_id, onProgress) => checkCollector({ ...parts, running: this }, onProgress),
      log,
    });
    this.heartbeat = new Heartbeat({
      portal,
      sources: this.sources,
      budget: this.budget,
      program,
      log,
      onOtherConfiguration: () => this.#refresh(),
      onTest: tests.ask.bind(tests),
      onStop: (stop) => this.#end.abort(stop),
    });
  }

  /**
   * Runs until the signal ends it, then flushes what was received and sends what it can in a few seconds.
   * @throws AgentStop when the token is not valid, the collector is disabled, or no port of the configuration can be opened
   */
  async run(): Promise<void> {
    const { signal } = this.parts;
    const ended = AbortSignal.any([signal, this.#end.signal]);
    try {
      await this.budget.lookAtDisk();
      const first = await this.#firstConfiguration(ended);
      if (first !== null) {
        await this.sources.apply(first);
        this.heartbeat.start();
        await this.#stopIfDeaf();
        await this.#tickUntil(ended);
      }
    } finally {
      await this.#finish(signal.aborted && !this.#end.signal.aborted);
    }
    if (this.#end.signal.aborted) throw this.#end.signal.reason;
  }

  /** The portal's; while it is away the one of an earlier run, or a wait until it comes. Null when it was stopped first. */
  async #firstConfiguration(ended: AbortSignal): Promise<CollectorConfiguration | null> {
    const { portal, settings, log } = this.parts;
    const backoff = this.#newBackoff();
    while (!ended.aborted) {
      try {
        return await this.#kept(await portal.configuration());
      } catch (error) {
        if (!(error instanceof PortalUnavailable)) throw error;
        const kept = await findKeptConfiguration(settings.spoolFolder);
        const waitMs = Math.max(backoff.next(), error.retryAfterMs ?? 0);
        log.warn(kept === null ? { waitMs } : {}, error.message);
        if (kept !== null) {
          log.warn({ version: kept.version }, "starting with the configuration of the last run");
          return kept;
        }
        await pause(waitMs, ended);
      }
    }
    return null;
  }

  /** Reads the configuration and applies it; one at a time. */
  #refresh(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    this.#applying = this.#applying.then(async () => {
      this.#isStale = false;
      if (this.#end.signal.aborted || this.parts.signal.aborted) return;
      try {
        const configuration = await this.#kept(await this.parts.portal.configuration());
        if (this.#end.signal.aborted || this.parts.signal.aborted) return;
        const isSame = configuration.version === this.sources.configuration?.version;
        if (!isSame)
          this.parts.log.info({ version: configuration.version }, "the configuration was changed in the portal");
        await this.sources.apply(configuration);
        if (!isSame) void this.heartbeat.report();
      } catch (error) {
        if (error instanceof PortalUnavailable) this.parts.log.warn(error.message);
        else this.#end.abort(error);
      }
    });
  }

  async #kept(configuration: CollectorConfiguration): Promise<CollectorConfiguration> {
    await keepConfiguration(this.parts.settings.spoolFolder, configuration).catch((error) =>
      this.parts.log.warn({ error: String(error) }, "the configuration could not be kept for the next start"),
    );
    return configuration;
  }

  /** A collector that hears nothing at all ends, so that whoever started it notices; one that hears something goes on. */
  async #stopIfDeaf(): Promise<void> {
    const faults = this.sources.sources.map(({ listenFault }) => listenFault);
    if (faults.length === 0 || faults.some((fault) => fault === null)) return;
    // The portal shall show the reason too.
    await this.heartbeat.report();
    const isPort = faults.some(
      (fault) => fault?.code !== "certificate-missing" && fault?.code !== "certificate-invalid",
    );
    const sentences = [...new Set(faults.map((fault) => fault?.detail))].join(". ");
    throw new AgentStop(isPort ? exitCodes.portUnavailable : exitCodes.configuration, sentences);
  }

  async #tickUntil(ended: AbortSignal): Promise<void> {
    let wasFull = false;
    let lookedAt = performance.now();
    let attemptedAt = lookedAt;
    while (!ended.aborted) {
      await pause(this.parts.tickMs ?? tickMs, ended);
      await this.sources.tick(new Date());
      const now = performance.now();
      if (now - lookedAt >= lookEveryMs) {
        lookedAt = now;
        await this.budget.lookAtDisk();
      }
      if (now - attemptedAt >= attemptEveryMs) {
        attemptedAt = now;
        await this.sources.openMissing();
      }
      const full = this.budget.fullBecause;
      if ((full !== null) === wasFull) continue;
      wasFull = full !== null;
      if (full === null) this.parts.log.info("there is room again");
      else this.parts.log.error(full);
      void this.heartbeat.report();
    }
  }

  async #finish(mayUpload: boolean): Promise<void> {
    await atMost(lettingGoMs, this.#applying);
    await this.sources.stopListening(new Date());
    if (mayUpload) await this.#lastUploads();
    this.heartbeat.stop();
    // A call that hangs is cut off with the connections to the portal, which the caller closes.
    await atMost(lettingGoMs, this.sources.stopUploads());
  }

  async #lastUploads(): Promise<void> {
    const until = performance.now() + lastUploadsMs;
    const isDone = () => this.sources.sources.every(({ spool }) => spool.waitingBytes === 0);
    while (!isDone() && performance.now() < until && !this.#end.signal.aborted) await wait(50);
    if (!this.#end.signal.aborted)
      await Promise.race([this.heartbeat.report(), wait(2_000, undefined, { ref: false })]);
  }
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  await Promise.race([work, wait(milliseconds, undefined, { ref: false })]);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch((error) => {
    if (!signal.aborted) throw error;
  });
}
