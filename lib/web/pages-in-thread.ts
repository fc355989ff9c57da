import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { forwarderTo, refuseForNow, type Tell } from "./forward";

/** What the thread is given at its start: where it listens. */
export type PagesPlace = { socketPath: string };

/** What the thread says: that it listens, or that a verb of it waits until the process has noted what was revoked. */
export type FromPages = { type: "ready" } | { type: "note-revocations"; id: number };

/** What the thread is told: that it is to end, or that what was revoked before it asked is noted. */
export type ToPages = { type: "stop" } | { type: "revocations-noted"; id: number };

/** The pages, wherever they run. */
export type Pages = {
  answer: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** In development alone: the browser is told over a web socket what has changed. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => unknown;
  /** Lets the thread close what it holds; resolves once it is gone. */
  stop: () => Promise<void>;
};

export type PagesNeeds = {
  tell: Tell;
  /** Resolves when what was revoked is in the journal, which the process keeps. */
  noteRevocations: () => Promise<void>;
};

const restartMilliseconds = 1_000;

/**
 * Runs the pages in a thread of their own, so that neither rendering a page nor what Next changes in its surroundings holds
 * up a call of the API. A thread that dies is started anew; until then pages are answered with a 503.
 * @param program the thread's code; it says "ready" once it listens at the path that it was given
 * @throws Error when the thread's first start fails
 */
export async function openPagesInThread(program: URL, { tell, noteRevocations }: PagesNeeds): Promise<Pages> {
  // For this user alone: whoever reached the thread past the entry could say whose request it is.
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-"));
  // However the process ends, a start that failed included.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  let starts = 0;
  let isStopping = false;
  let forward: ReturnType<typeof forwarderTo> | null = null;

  const start = async (): Promise<Worker> => {
    // A place of its own each time: the last one's may still be there.
    starts += 1;
    const socketPath = path.join(folder, `pages-${starts}`);
    const worker = new Worker(program, { workerData: { socketPath } satisfies PagesPlace });
    await untilReady(worker, noteRevocations);
    forward = forwarderTo(socketPath, tell);
    worker.once("error", (error) => tell({ err: error }, "the thread of the pages failed"));
    worker.once("exit", () => {
      forward = null;
      if (!isStopping) void startAnew();
    });
    return worker;
  };

  const startAnew = async (): Promise<void> => {
    while (!isStopping) {
      await pause(restartMilliseconds, undefined, { ref: false });
      const started = await start().catch((error: unknown) => {
        tell({ error: String(error) }, "the thread of the pages could not be started again");
        return null;
      });
      if (started === null) continue;
      current = started;
      return;
    }
  };

  let current = await start();
  return {
    answer: (request, response) => (forward === null ? refuseForNow(response) : forward(request, response)),
    stop: async () => {
      isStopping = true;
      // Between two threads there is none to wait for.
      if (forward === null) return;
      const gone = new Promise((resolve) => current.once("exit", resolve));
      current.postMessage({ type: "stop" } satisfies ToPages);
      await gone;
    },
  };
}

function untilReady(worker: Worker, noteRevocations: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: FromPages) => {
      if (message.type === "ready") return resolve();
      const { id } = message;
      void noteRevocations().then(() => worker.postMessage({ type: "revocations-noted", id } satisfies ToPages));
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The pages could not be started (exit code ${code}).`)));
  });
}
