import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { LogSummary, TrafficSum } from "@/lib/domain/discovery-traffic";
import type { LogAnalysis } from "./analyse-log";
import { analyseLog, faultOf } from "./analyse-log";
import { loadCatalogue } from "./catalogue/load-catalogue";
import { createAppMatcher } from "./catalogue/match-app";
import { storedLog, zipOf } from "./content/zip-fixture";
import { squidNative } from "./formats/squid";
import { sampleLog } from "./samples/sample-log";
import { sampleTraffic } from "./samples/sample-traffic";

const now = new Date("2026-03-02T12:00:00Z");
const catalogue = await loadCatalogue(path.join(import.meta.dirname, "..", "..", "catalog"));
const matcher = createAppMatcher(catalogue.apps);
const options = { seed: 11, count: 3_000, until: now, days: 3 };

async function analyse(
  bytes: Uint8Array,
  more: Partial<LogAnalysis> = {},
): Promise<{ summary: LogSummary; rows: TrafficSum[] }> {
  const rows: TrafficSum[] = [];
  const summary = await analyseLog(storedLog(bytes), {
    format: squidNative,
    matcher,
    now,
    onBatch: async (batch) => {
      rows.push(...batch);
    },
    ...more,
  });
  return { summary, rows };
}

describe("a log", () => {
  const text = [...sampleLog("squid-native", options)].join("\n");
  const transactions = [...sampleTraffic(options)];

  test("becomes sums that add up to its lines and bytes, packed or not, in one batch or many", async () => {
    const down = transactions.reduce((total, each) => total + each.downloadedBytes, 0);
    for (const bytes of [Buffer.from(text), gzipSync(text), zipOf([{ name: "a.log", content: Buffer.from(text) }])])
      for (const rowsMaximum of [1, 50, 50_000]) {
        const { summary, rows } = await analyse(bytes, { rowsMaximum });
        expect(summary).toMatchObject({ lines: 3_000, parsed: 3_000, failed: 0, skipped: 0 });
        expect(rows.reduce((total, row) => total + row.transactions, 0)).toBe(3_000);
        expect(rows.reduce((total, row) => total + (row.downloadedBytes ?? 0), 0)).toBe(down);
        expect(rows.every((row) => row.uploadedBytes === undefined)).toBe(true);
      }
  });

  test("is told apart by day, app, user and source", async () => {
    const { rows } = await analyse(Buffer.from(text));
    const dropbox = rows.filter((row) => row.target.kind === "app" && row.target.appId === 11627);
    expect(dropbox.reduce((total, row) => total + row.transactions, 0)).toBe(
      transactions.filter(({ host }) => host === "www.dropbox.com").length,
    );
    const keys = rows.map((row) => JSON.stringify([row.day, row.target, row.user, row.sourceIp]));
    expect(new Set(keys).size).toBe(rows.length);
    expect(rows.some((row) => row.target.kind === "uncatalogued" && row.target.name === "small-vendor.example")).toBe(
      true,
    );
  });

  test("of an anonymised source holds no name in clear", async () => {
    const { rows } = await analyse(Buffer.from(text), { pseudonymOf: (user) => `anon:${user.length}` });
    expect(rows.every((row) => row.user?.startsWith("anon:"))).toBe(true);
  });

  test("shows its progress up to its size", async () => {
    const seen: number[] = [];
    await analyse(Buffer.from(text), { onProgress: (bytesRead) => seen.push(bytesRead) });
    expect(seen.at(-1)).toBe(Buffer.byteLength(text));
    expect(seen).toEqual(seen.toSorted((left, right) => left - right));
  });

  test("stops when asked to", async () => {
    await expect(analyse(Buffer.from(text), { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow(
      "stopped",
    );
  });
});

describe("each line is counted once", () => {
  const line = (time: string, url: string) => `${time} 1 10.0.0.7 TCP_MISS/200 5 GET ${url} jdoe HIER_DIRECT/- -`;
  const recent = "1772442907.000";

  test("as too old, future, internal, uncatalogued or catalogued, failed or skipped", async () => {
    const old = String(now.getTime() / 1000 - 91 * 86_400);
    const future = String(now.getTime() / 1000 + 2 * 86_400);
    const lines = [
      line(old, "https://slack.com/"),
      line(future, "https://slack.com/"),
      line(recent, "https://intranet/"),
      line(recent, "https://10.1.2.3/"),
      line(recent, "https://unknown.example/"),
      line(recent, "https://slack.com/"),
      "",
      "# comment",
      "broken",
    ];
    const { summary } = await analyse(Buffer.from(lines.join("\n")));
    expect(summary).toMatchObject({
      lines: 9,
      parsed: 6,
      skipped: 2,
      failed: 1,
      tooOld: 1,
      futureDated: 1,
      internalOnly: 2,
      uncatalogued: 1,
      catalogued: 1,
      failures: [{ member: "log", lineNumber: 9, code: "not-this-format" }],
      failuresByCode: { "not-this-format": 1 },
    });
    expect(faultOf(summary, squidNative)).toBeUndefined();
  });

  test("and a file that is not good is refused with what was expected", async () => {
    const wrong = await analyse(Buffer.from("date,user\n1,2\n"));
    expect(faultOf(wrong.summary, squidNative)?.message).toMatch(/does not match.*expected was Squid's native/);
    const mostlyWrong = await analyse(Buffer.from([line(recent, "https://slack.com/"), "x", "y"].join("\n")));
    expect(faultOf(mostlyWrong.summary, squidNative)?.code).toBe("format-mismatch");
    const old = await analyse(Buffer.from(line("1600000000.000", "https://slack.com/")));
    expect(faultOf(old.summary, squidNative)?.code).toBe("too-old");
    const unknown = await analyse(Buffer.from(line(recent, "https://unknown.example/")));
    expect(faultOf(unknown.summary, squidNative)?.code).toBe("no-cataloged-apps");
    expect((await analyse(Buffer.alloc(0))).summary.lines).toBe(0);
  });

  test("and a hopeless file is given up early", async () => {
    const hopeless = await analyse(Buffer.from("nonsense\n".repeat(200_000)));
    expect(hopeless.summary.lines).toBeLessThan(50_000);
    expect(hopeless.summary.failures[0]).toMatchObject({ lineNumber: 1, code: "not-this-format" });
    expect(faultOf(hopeless.summary, squidNative)?.code).toBe("format-mismatch");
  });
});
