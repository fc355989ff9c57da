import { describe, expect, test } from "vitest";
import type { TrafficRecord } from "@/lib/domain/discovery-record";
import type { LogFormat } from "../formats/log-format";
import { LOG_FORMATS } from "../formats/log-formats";
import { LogClock } from "../values/log-clock";
import { sampleLog, sampleWriterOf } from "./sample-log";
import type { SampleTransaction } from "./sample-traffic";
import { sampleTraffic } from "./sample-traffic";

const until = new Date("2026-03-02T12:00:00Z");
const options = { seed: 7, count: 400, until };

describe.each(LOG_FORMATS.map((format) => [format.id, format] as const))("the sample of %s", (id, format) => {
  test("comes back from the parser field by field, and no line fails", () => {
    const transactions = [...sampleTraffic(options)];
    const outcomes = parseAll(format, [...sampleLog(id, options)]);
    expect(outcomes.filter((outcome) => outcome.kind === "failed")).toEqual([]);
    const records = outcomes.flatMap((outcome) => (outcome.kind === "record" ? [outcome.record] : []));
    expect(records.map((record) => comparable(id, record))).toEqual(transactions.map((each) => expected(id, each)));
  });

  test("is the same for the same seed and another for another", () => {
    const first = [...sampleLog(id, options)];
    expect([...sampleLog(id, options)]).toEqual(first);
    expect([...sampleLog(id, { ...options, seed: 8 })]).not.toEqual(first);
  });

  test("has an example line that its parser takes", () => {
    const outcome = parseAll(format, [format.example]).at(-1);
    // The example of a format with a header line may be that line, or need one.
    const isReadable = outcome?.kind === "record" || id === "generic-w3c" || id === "forefront-tmg";
    expect(isReadable, JSON.stringify(outcome)).toBe(true);
  });
});

test("an unknown format has no sample", () => {
  expect(() => [...sampleLog("constructor", options)]).toThrow(RangeError);
});

function parseAll(format: LogFormat, lines: readonly string[]) {
  const parser = format.createParser({ clock: new LogClock(until) });
  return lines.map((line) => parser(line));
}

function comparable(id: string, record: TrafficRecord) {
  const carries = new Set(sampleWriterOf(id)?.carries ?? []);
  return {
    atMs: record.occurredAtMs,
    sourceIp: record.sourceIp,
    user: record.user?.replace(/^corp\\/i, "").replace(/@.*$/, ""),
    host: record.destinationHost,
    destinationIp: record.destinationIp,
    url: carries.has("url") ? record.url : undefined,
    uploaded: record.uploadedBytes,
    downloaded: record.downloadedBytes,
    total:
      carries.has("total") && record.totalBytes === undefined && record.action === "blocked" ? 0 : record.totalBytes,
    isBlocked: record.action === "blocked",
  };
}

function expected(id: string, transaction: SampleTransaction): ReturnType<typeof comparable> {
  const writer = sampleWriterOf(id);
  const carries = new Set(writer?.carries ?? []);
  const step = writer?.timeStepMs ?? 1;
  const scheme = id === "zscaler-cef" ? "" : "https://";
  return {
    atMs: Math.floor(transaction.atMs / step) * step,
    sourceIp: transaction.sourceIp,
    user: carries.has("user") ? transaction.user : undefined,
    host: carries.has("host") || carries.has("url") ? transaction.host : undefined,
    destinationIp: carries.has("destinationIp") ? transaction.destinationIp : undefined,
    url: carries.has("url") ? `${scheme}${transaction.host}${transaction.path}` : undefined,
    uploaded: carries.has("uploaded") ? transaction.uploadedBytes : undefined,
    downloaded: carries.has("downloaded") ? transaction.downloadedBytes : undefined,
    total: carries.has("total") ? transaction.uploadedBytes + transaction.downloadedBytes : undefined,
    isBlocked: carries.has("blocked") && transaction.isBlocked,
  };
}
