import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RecordedCall } from "./usage-buffer";
import { UsageRecorder } from "./usage-recorder";
import type { CallCountRow, UseRow } from "./usage-store";

const at = (time: string) => new Date(`2026-06-15T${time}Z`);
const call = (changes: Partial<RecordedCall> = {}): RecordedCall => ({
  tenantId: "t",
  tokenId: "k1",
  at: at("10:00:00.000"),
  ip: "192.0.2.1",
  userAgent: "curl/8",
  method: "GET",
  route: "/api/v1/alerts/",
  outcome: "answered",
  ...changes,
});

/** A recorder whose database takes what it is given, unless it is away. */
function recording() {
  const written = { uses: [] as UseRow[][], counts: [] as { batch: number; rows: CallCountRow[] }[] };
  const seen = { retries: 0, lost: 0 };
  const database: { failure: Error | null; answered: Promise<void> } = { failure: null, answered: Promise.resolve() };
  const take = async (write: () => void) => {
    await database.answered;
    if (database.failure !== null) throw database.failure;
    write();
  };
  const recorder = new UsageRecorder({
    saveUses: (rows) => take(() => written.uses.push(rows)),
    saveCounts: (batch, rows) => take(() => written.counts.push({ batch, rows })),
    isUnwritable: (error) => error instanceof RangeError,
    onRetry: () => {
      seen.retries += 1;
    },
    onLoss: (_, rows) => {
      seen.lost += rows;
    },
  });
  const callsWritten = () => written.counts.flatMap(({ rows }) => rows).reduce((sum, { calls }) => sum + calls, 0);
  return { recorder, written, seen, database, callsWritten };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the usage recorder", () => {
  test("writes a token's first call within 100 ms, later ones within 5 s", async () => {
    const { recorder, callsWritten } = recording();
    recorder.record(call());
    await vi.advanceTimersByTimeAsync(100);
    expect(callsWritten()).toBe(1);
    recorder.record(call());
    await vi.advanceTimersByTimeAsync(4_000);
    expect(callsWritten()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(callsWritten()).toBe(2);
  });

  test("writes at once when 5,000 rows wait", async () => {
    const { recorder, callsWritten } = recording();
    const tokens = Array.from({ length: 5_000 }, (_, index) => `k${index}`);
    for (const tokenId of tokens) recorder.record(call({ tokenId }));
    await vi.advanceTimersByTimeAsync(100);
    for (const tokenId of tokens) recorder.record(call({ tokenId }));
    await vi.advanceTimersByTimeAsync(1);
    expect(callsWritten()).toBe(10_000);
  });

  test("writes in batches of at most 1,000 rows, numbered upwards", async () => {
    const { recorder, written } = recording();
    for (let token = 0; token < 2_500; token += 1) recorder.record(call({ tokenId: `k${token}` }));
    await recorder.flush();
    expect(written.uses.map((rows) => rows.length)).toEqual([1_000, 1_000, 500]);
    expect(written.counts.map(({ batch, rows }) => [batch, rows.length])).toEqual([
      [1, 1_000],
      [2, 1_000],
      [3, 500],
    ]);
  });

  test("loses nothing when the database is away: the same batch comes again, and what came meanwhile after it", async () => {
    const { recorder, written, seen, database, callsWritten } = recording();
    database.failure = new Error("no database");
    recorder.record(call());
    await recorder.flush();
    recorder.record(call({ at: at("10:00:02.000") }));
    await recorder.flush();
    expect(seen.retries).toBe(2);
    database.failure = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(callsWritten()).toBe(2);
    expect(written.counts.map(({ batch }) => batch)).toEqual([1, 2]);
    expect(written.uses.flat().at(-1)).toMatchObject({ at: at("10:00:02.000") });
  });

  test("an outage costs memory for what differs, not for each call", async () => {
    const { recorder, written, database, callsWritten } = recording();
    database.failure = new Error("no database");
    for (let round = 0; round < 50; round += 1) {
      for (let repeat = 0; repeat < 20; repeat += 1) recorder.record(call());
      await recorder.flush();
    }
    database.failure = null;
    await recorder.flush();
    expect(callsWritten()).toBe(1_000);
    expect(written.counts.length).toBe(2);
  });

  test("gives up rows that the database refuses for themselves, says so, and goes on", async () => {
    const { recorder, seen, database, callsWritten } = recording();
    database.failure = new RangeError("no such token");
    recorder.record(call());
    await recorder.flush();
    expect(seen).toEqual({ retries: 0, lost: 2 });
    database.failure = null;
    recorder.record(call());
    await recorder.flush();
    expect(callsWritten()).toBe(1);
  });

  test("a flush writes what came while another flush was under way", async () => {
    const { recorder, database, callsWritten } = recording();
    let answer = () => {};
    database.answered = new Promise((resolve) => {
      answer = resolve;
    });
    recorder.record(call());
    const first = recorder.flush();
    recorder.record(call({ route: "/later/" }));
    const second = recorder.flush();
    const third = recorder.flush();
    answer();
    await Promise.all([first, second, third]);
    expect(callsWritten()).toBe(2);
  });
});
