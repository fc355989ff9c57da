import { describe, expect, test } from "vitest";
import type { CustomParser } from "@/lib/domain/discovery-parser";
import { customParserInput, OFFERED_TIMESTAMP_FORMATS } from "@/lib/domain/discovery-parser";
import { tryParser } from "../try-parser";
import { compileTimestampPattern } from "../values/timestamp-pattern";
import { customFormat } from "./custom-format";

const now = new Date("2026-03-02T12:00:00Z");
const csv: CustomParser = {
  kind: "csv",
  name: "Branch proxy",
  delimiter: ";",
  time: { kind: "separate", dateColumn: "Day", dateFormat: "d/M/yyyy", timeColumn: "Clock", timeFormat: "hh:mm:ss a" },
  sourceIp: "Client",
  destinationUrl: "Target",
  user: "Who",
  uploaded: "Up",
  downloaded: "Down",
  action: "Verdict",
  denyTerm: "STOPPED",
};

describe("a custom CSV parser", () => {
  test("finds its columns by name, in any order, among columns it does not know", async () => {
    const trial = await tryParser(
      text(
        "Extra;Verdict;Who;Target;Client;Clock;Day;Down;Up\nx;stopped;jdoe;https://mega.nz/f;192.0.2.45;09:15:07 PM;2/3/2026;10;20\n",
      ),
      customFormat(csv),
      now,
      "Asia/Taipei",
    );
    expect(trial.counts).toEqual({ record: 1, skipped: 1, failed: 0 });
    expect(trial.lines[1]?.outcome).toMatchObject({
      record: {
        occurredAtMs: Date.parse("2026-03-02T13:15:07Z"),
        sourceIp: "192.0.2.45",
        user: "jdoe",
        destinationHost: "mega.nz",
        uploadedBytes: 20,
        downloadedBytes: 10,
        totalBytes: 30,
        action: "blocked",
      },
    });
  });

  test("says which column the header line lacks, with case", async () => {
    const trial = await tryParser(text("day;clock;client;target\n1;2;3;4\n"), customFormat(csv), now);
    expect(trial.lines.map(({ outcome }) => outcome)).toEqual([
      { kind: "failed", fault: { code: "not-this-format", detail: "no column Day" } },
      { kind: "failed", fault: { code: "not-this-format", detail: "no column Day" } },
    ]);
  });

  test("takes a feed without header line when the columns are named, as Zscaler's plain ones", async () => {
    const feed: CustomParser = {
      kind: "csv",
      name: "NSS",
      delimiter: "\t",
      columns: ["time", "login", "host", "cip"],
      time: { kind: "one", column: "time", format: "epoch-seconds" },
      sourceIp: "cip",
      destinationUrl: "host",
      user: "login",
    };
    const trial = await tryParser(text("1772442907\tjdoe\tdrive.example.com\t192.0.2.45\n"), customFormat(feed), now);
    expect(trial.lines[0]?.outcome).toMatchObject({ record: { user: "jdoe", destinationHost: "drive.example.com" } });
  });

  test("is tried on the first hundred lines only", async () => {
    const trial = await tryParser(text("\n".repeat(500)), customFormat(csv), now);
    expect(trial.lines).toHaveLength(100);
  });
});

test("a custom key=value parser takes its keys and names a missing one", async () => {
  const parser: CustomParser = {
    kind: "key-value",
    name: "Edge",
    delimiter: ",",
    time: { kind: "one", column: "ts", format: "yyyy-MM-dd HH:mm:ss" },
    sourceIp: "c",
    destinationIp: "d",
    total: "n",
  };
  const trial = await tryParser(
    text('ts="2026-03-02 09:15:07",c=192.0.2.45,d=203.0.113.80,n=5\nx=1\n'),
    customFormat(parser),
    now,
  );
  expect(trial.lines[0]?.outcome).toMatchObject({ record: { destinationIp: "203.0.113.80", totalBytes: 5 } });
  expect(trial.lines[1]?.outcome).toEqual({ kind: "failed", fault: { code: "not-this-format", detail: "no key c" } });
});

describe("a definition", () => {
  test("as above is taken", () => {
    expect(customParserInput.safeParse(csv).success).toBe(true);
  });

  test.each([
    ["no destination", { ...csv, destinationUrl: undefined }],
    ["a long delimiter", { ...csv, delimiter: "||" }],
    ["a quote as delimiter", { ...csv, delimiter: '"' }],
    ["a deny term without its column", { ...csv, action: undefined }],
    ["no name", { ...csv, name: " " }],
  ])("with %s is refused", (_name, definition) => {
    expect(customParserInput.safeParse(definition).success).toBe(false);
  });

  test("with an unreadable timestamp format is refused with its field", () => {
    const definition: CustomParser = { ...csv, time: { kind: "one", column: "t", format: "when" } };
    expect(() => customFormat(definition)).toThrow(
      expect.objectContaining({ code: "invalid", field: "customParser.time.format" }),
    );
  });
});

async function* text(content: string): AsyncGenerator<string, void, undefined> {
  yield content;
}

test.each(OFFERED_TIMESTAMP_FORMATS)("the offered timestamp format %s is one that can be read", (pattern) => {
  expect(compileTimestampPattern(pattern)).toBeTypeOf("function");
});
