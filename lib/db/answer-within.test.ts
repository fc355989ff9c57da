import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { answerWithin } from "./answer-within";

const never = new Promise<never>(() => {});

test("an answer that does not come in time is given up", async () => {
  await expect(answerWithin(1, never)).rejects.toThrow("did not answer within 1 ms");
});

test("an answer that came while the process itself was held up is not late", async () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const code = `const { parentPort, workerData: flag } = require("node:worker_threads");
    parentPort.once("message", () => {
      parentPort.postMessage("here");
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    });`;
  const other = new Worker(code, { eval: true, workerData: flag });
  // From here the event loop comes to its timers before it comes to what others sent.
  await new Promise((resolve) => setImmediate(resolve));
  const answer = answerWithin(1, once(other, "message"));
  const began = performance.now();
  other.postMessage("asked");
  expect(Atomics.wait(flag, 0, 0, 30_000)).not.toBe("timed-out");
  while (performance.now() < began + 5);
  await expect(answer).resolves.toEqual(["here"]);
  await other.terminate();
});
