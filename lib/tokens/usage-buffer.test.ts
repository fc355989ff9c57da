import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CallCountRow, LastUseRow } from "./guard-store";
import { type RecordedCall, UsageBuffer } from "./usage-buffer";

type Batch = { lastUses: LastUseRow[]; counts: CallCountRow[] };

const at = (time: string) => new Date(`2026-06-15T${time}Z`);
const call = (changes: Partial<RecordedCall> = {}): RecordedCall => ({
  tenantId: "t",
  tokenId: "k1",
  at: at("10:00:00.000"),
  ip: "192.0.2.1",
  userAgent: "curl/8",
  method: "GET",
  route: "/api/v1/alerts/",
  outcome: 200,
  ...changes,
});

function recording() {
  const batches: Batch[] = [];
  const errors: unknown[] = [];
  const failing = { next: false };
  const buffer = new UsageBuffer(
    async (lastUses, counts) => {
      if (failing.next) throw new Error("no database");
      batches.push({ lastUses, counts });
    },
    (error) => errors.push(error),
  );
  return { buffer, batches, errors, failing };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the usage buffer", () => {
  test("writes a token's first use within 100 ms, later ones within 5 s", async () => {
    const { buffer, batches } = recording();
    buffer.add(call());
    await vi.advanceTimersByTimeAsync(100);
    expect(batches).toHaveLength(1);
    buffer.add(call({ at: at("10:00:01.000") }));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(batches).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(batches).toHaveLength(2);
  });

  test("keeps the latest use of each token, whatever order calls end in", async () => {
    const { buffer, batches } = recording();
    buffer.add(call({ at: at("10:00:05.000"), route: "/late/" }));
    buffer.add(call({ at: at("10:00:01.000"), route: "/early/" }));
    await buffer.flush();
    expect(batches[0]?.lastUses).toMatchObject([{ tokenId: "k1", route: "/late/" }]);
    expect(batches[0]?.counts.map((row) => row.calls)).toEqual([1, 1]);
  });

  test.each([401, 403, 429])("counts a call refused with %i, but never as a use", async (outcome) => {
    const { buffer, batches } = recording();
    buffer.add(call({ outcome }));
    await buffer.flush();
    expect(batches[0]?.lastUses).toEqual([]);
    expect(batches[0]?.counts).toMatchObject([{ outcome, calls: 1 }]);
  });

  test("adds up calls of the same hour and kind, and parts the hours", async () => {
    const { buffer, batches } = recording();
    for (const time of ["10:00:00.000", "10:59:59.999", "11:00:00.000"]) buffer.add(call({ at: at(time) }));
    await buffer.flush();
    expect(batches[0]?.counts.map((row) => [row.hour.toISOString(), row.calls])).toEqual([
      ["2026-06-15T10:00:00.000Z", 2],
      ["2026-06-15T11:00:00.000Z", 1],
    ]);
  });

  test("loses nothing when the database is away: the batch is merged back and tried again", async () => {
    const { buffer, batches, errors, failing } = recording();
    failing.next = true;
    buffer.add(call());
    await buffer.flush();
    expect(errors).toHaveLength(1);
    buffer.add(call({ at: at("10:00:02.000") }));
    failing.next = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.lastUses).toMatchObject([{ at: at("10:00:02.000") }]);
    expect(batches[0]?.counts).toMatchObject([{ calls: 2 }]);
  });

  test("sorts each batch, so two nodes lock rows in the same order", async () => {
    const { buffer, batches } = recording();
    for (const tokenId of ["k9", "k1", "k5"]) buffer.add(call({ tokenId }));
    await buffer.flush();
    expect(batches[0]?.lastUses.map((row) => row.tokenId)).toEqual(["k1", "k5", "k9"]);
  });

  test("stays bounded under ever new user agents", async () => {
    const { buffer, batches } = recording();
    for (let index = 0; index < 20_100; index++) buffer.add(call({ userAgent: `agent/${index}` }));
    await buffer.flush();
    const counts = batches.flatMap((batch) => batch.counts);
    expect(counts.length).toBe(20_001);
    expect(counts.reduce((sum, row) => sum + row.calls, 0)).toBe(20_100);
  });
});
