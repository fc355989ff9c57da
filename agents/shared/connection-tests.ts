import { setTimeout as wait } from "node:timers/promises";
import type { ConnectionTestReport, ConnectionTestResult } from "@/lib/domain/connection-test";
import type { AgentLog } from "./agent-log";
import { Backoff } from "./backoff";
import { AgentStop } from "./exit-codes";

/** How often the end of a test is told before it is given up; the portal says by itself that a test did not finish. */
const tellings = 4;

type TestParts<Result extends ConnectionTestResult> = {
  portal: { reportTest(report: ConnectionTestReport<Result>): Promise<void> };
  check: (id: string, onProgress: (found: Result[]) => Promise<void>) => Promise<Result[]>;
  log: AgentLog;
};

/** Runs the tests that somebody asks for in the portal, beside the program's work, and tells the portal step by step. */
export class ConnectionTests<Result extends ConnectionTestResult> {
  #running: string | null = null;
  #latest: string | null = null;

  constructor(readonly parts: TestParts<Result>) {}

  /** The portal repeats what it asks until it is taken up; each test runs once. */
  ask(id: string | null): void {
    if (id === null || this.#running !== null || id === this.#latest) return;
    this.#running = id;
    this.#latest = id;
    void this.#run(id);
  }

  async #run(id: string): Promise<void> {
    const { check, log } = this.parts;
    log.info({ test: id }, "testing the connection, as asked in the portal");
    await this.#tell({ id, steps: [], isFinished: false });
    const steps = await check(id, async (found) => {
      await this.#tell({ id, steps: found, isFinished: false });
    });
    // Whoever hears of the end may ask for the next one.
    this.#running = null;
    const failed = steps.find(({ outcome }) => outcome === "failed");
    if (failed === undefined) log.info({ test: id }, "the connection works");
    else log.warn({ test: id, step: failed.step, detail: failed.detail }, "the connection test failed");
    const backoff = new Backoff();
    for (let attempt = 1; attempt <= tellings; attempt++) {
      if (await this.#tell({ id, steps, isFinished: true })) return;
      await wait(backoff.next(), undefined, { ref: false });
    }
  }

  /** @returns whether it arrived. What does not arrive is told again with the next step. */
  async #tell(report: ConnectionTestReport<Result>): Promise<boolean> {
    try {
      await this.parts.portal.reportTest(report);
      return true;
    } catch (error) {
      if (error instanceof AgentStop) return true;
      this.parts.log.debug({ error: error instanceof Error ? error.message : String(error) }, "test not reported");
      return false;
    }
  }
}
