import { describe, expect, test } from "vitest";
import type { CallOutcome } from "../domain/token-usage";
import { type RecordedCall, UsageBuffer } from "./usage-buffer";

const at = (time: string) => new Date(`2026-06-15T${time}Z`);
const call = (changes: Partial<RecordedCall> = {}): RecordedCall => ({
  tenantId: "t",
  tokenId: "k1",
  at: at("10:00:00.000"),
  ip: "192.0.2.1",
  userAgent: "curl/8.9.1",
  method: "GET",
  route: "/api/v1/alerts/",
  outcome: "answered",
  ...changes,
});

function drained(...calls: RecordedCall[]) {
  const buffer = new UsageBuffer();
  for (const one of calls) buffer.add(one);
  return buffer.drain();
}

const sumOf = (rows: { calls: number }[]) => rows.reduce((sum, row) => sum + row.calls, 0);

describe("the usage buffer", () => {
  test("adds up calls of the same hour and kind, and parts the hours", () => {
    const times = ["10:00:00.000", "10:59:59.999", "11:00:00.000", "10:30:00.000"];
    const { counts } = drained(...times.map((time) => call({ at: at(time) })));
    expect(counts.map((row) => [row.hour, row.calls, row.lastAt])).toEqual([
      [at("10:00:00.000"), 3, at("10:59:59.999")],
      [at("11:00:00.000"), 1, at("11:00:00.000")],
    ]);
  });

  test("parts calls by method, route, outcome, client and network, in whatever order they come", () => {
    const kinds: Partial<RecordedCall>[] = [
      {},
      { method: "POST" },
      { route: "/api/v1/me/" },
      { outcome: "invalid" },
      { userAgent: "python-requests/2.32.3" },
      { ip: "192.0.2.2" },
    ];
    const { counts } = drained(...kinds.map(call), ...kinds.toReversed().map(call));
    expect(counts).toHaveLength(kinds.length);
    expect(counts.every(({ calls }) => calls === 2)).toBe(true);
  });

  test("counts the versions of a client as one family", () => {
    const { counts } = drained(call(), call({ userAgent: "curl/8.10.0" }), call({ userAgent: "curl" }));
    expect(counts).toMatchObject([{ client: "curl", calls: 3 }]);
  });

  test("keeps the latest use from each address, whatever order calls end in", () => {
    const { uses } = drained(
      call({ at: at("10:00:05.000"), route: "/late/" }),
      call({ at: at("10:00:01.000"), route: "/early/" }),
      call({ at: at("10:00:02.000"), ip: "192.0.2.2" }),
    );
    expect(uses.map(({ ip, route }) => [ip, route])).toEqual([
      ["192.0.2.1", "/late/"],
      ["192.0.2.2", "/api/v1/alerts/"],
    ]);
  });

  test("keeps the last five addresses of a token", () => {
    const ips = [1, 2, 3, 4, 5, 6, 7].map((number) => `192.0.2.${number}`);
    const { uses } = drained(...ips.map((ip, second) => call({ ip, at: at(`10:00:0${second}.000`) })));
    expect(uses.map(({ ip }) => ip).sort()).toEqual(ips.slice(2));
  });

  test.each(["forbidden", "rate-limited", "revoked", "owner-deactivated", "wrong-host", "tenant-suspended"] as const)(
    "counts a call refused as %s, but never as a use",
    (outcome) => {
      const { uses, counts } = drained(call({ outcome }));
      expect(uses).toEqual([]);
      expect(counts).toMatchObject([{ outcome, calls: 1 }]);
    },
  );

  test.each<CallOutcome>(["answered", "invalid", "failed", "abandoned"])(
    "takes a call that was %s for a use",
    (outcome) => {
      expect(drained(call({ outcome })).uses).toHaveLength(1);
    },
  );

  test("sorts tokens and their kinds of calls, so two processes lock rows in the same order", () => {
    const tokens = ["k9", "k1", "k5"];
    const one = drained(...tokens.flatMap((tokenId) => [call({ tokenId }), call({ tokenId, route: "/a/" })]));
    const other = drained(
      ...tokens.flatMap((tokenId) => [call({ tokenId, route: "/a/" }), call({ tokenId })]).reverse(),
    );
    expect(one).toEqual(other);
    expect(one.uses.map(({ tokenId }) => tokenId)).toEqual(["k1", "k5", "k9"]);
  });

  test("is empty after a drain, and counts on", () => {
    const buffer = new UsageBuffer();
    buffer.add(call());
    buffer.drain();
    expect(buffer.drain()).toEqual({ uses: [], counts: [] });
    buffer.add(call());
    expect(buffer.drain().counts).toMatchObject([{ calls: 1 }]);
  });
});

describe("a caller with ever new faces", () => {
  test("has fifty addresses, then networks, and loses no call", () => {
    const calls = Array.from({ length: 300 }, (_, index) => call({ ip: `192.0.${2 + (index >> 7)}.${index & 127}` }));
    const { counts } = drained(...calls);
    const networks = counts.map(({ network }) => network);
    expect(networks.filter((network) => !network.includes("/"))).toHaveLength(50);
    expect(networks.filter((network) => network.includes("/")).sort()).toEqual([
      "192.0.2.0/24",
      "192.0.3.0/24",
      "192.0.4.0/24",
    ]);
    expect(sumOf(counts)).toBe(300);
  });

  test("is one and the same beyond fifty networks", () => {
    const calls = Array.from({ length: 200 }, (_, index) => call({ ip: `2001:db8:${(index + 1).toString(16)}::1` }));
    const { counts } = drained(...calls);
    expect(counts).toHaveLength(101);
    expect(counts.find(({ network }) => network === "other")).toMatchObject({ calls: 100 });
  });

  test("has twenty families of clients, then one for all others", () => {
    const { counts } = drained(...Array.from({ length: 40 }, (_, index) => call({ userAgent: `agent${index}/1` })));
    expect(counts).toHaveLength(21);
    expect(counts.find(({ client }) => client === "other")).toMatchObject({ calls: 20 });
  });

  test("takes no room from another token, and starts anew with the hour", () => {
    const crowd = Array.from({ length: 60 }, (_, index) => call({ ip: `192.0.2.${index}` }));
    const { counts } = drained(
      ...crowd,
      call({ tokenId: "k2", ip: "198.51.100.7" }),
      call({ ip: "198.51.100.8", at: at("11:00:00.000") }),
    );
    expect(counts.map(({ network }) => network)).toEqual(expect.arrayContaining(["198.51.100.7", "198.51.100.8"]));
  });

  test("fills no more than the memory that there is, even with many tokens", () => {
    const buffer = new UsageBuffer();
    for (let token = 0; token < 1_200; token += 1)
      for (let ip = 0; ip < 20; ip += 1) buffer.add(call({ tokenId: `k${token}`, ip: `192.0.2.${ip}` }));
    const { counts } = buffer.drain();
    expect(counts.length).toBeLessThanOrEqual(20_000 + 1_200);
    expect(counts.some(({ client, network }) => client === "other" && network === "other")).toBe(true);
    expect(sumOf(counts)).toBe(24_000);
  });
});
