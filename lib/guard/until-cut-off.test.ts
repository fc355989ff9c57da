import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { untilCutOff } from "./until-cut-off";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("an answer is waited for while the database is heard from, however long it takes", async () => {
  const late = new Promise<string>((resolve) => setTimeout(() => resolve("here"), 60_000));
  const waiting = untilCutOff(late, () => false);
  await vi.advanceTimersByTimeAsync(60_000);
  await expect(waiting).resolves.toBe("here");
  expect(vi.getTimerCount()).toBe(0);
});

test("a waiting call is refused within 20 ms of the moment when its process is cut off", async () => {
  let isCutOff = false;
  const waiting = untilCutOff(new Promise<never>(() => {}), () => isCutOff);
  const refused = expect(waiting).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
  await vi.advanceTimersByTimeAsync(500);
  isCutOff = true;
  await vi.advanceTimersByTimeAsync(20);
  await refused;
  expect(vi.getTimerCount()).toBe(0);
});

test("what a database answers at once counts even when polls do not reach it", async () => {
  await expect(untilCutOff(Promise.resolve("here"), () => true)).resolves.toBe("here");
  await expect(untilCutOff(Promise.reject(new Error("away")), () => true)).rejects.toThrow("away");
});
