import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { storedLog } from "./content/zip-fixture";
import { LOG_FORMATS } from "./formats/log-formats";
import { recogniseSource } from "./recognise-source";
import { sampleLog } from "./samples/sample-log";

const now = new Date("2026-03-02T12:00:00Z");
const bytesOf = (lines: Iterable<string>) => Buffer.from([...lines].join("\n"));

/** What many makers write alike is recognised as what they have in common. */
function commonFormat(id: string): string {
  if (id === "blue-coat" || id === "forefront-tmg") return "generic-w3c";
  return id.replace(/^.+-(cef|leef)$/, "generic-$1");
}

describe("a log of another source than the chosen one", () => {
  test.each(LOG_FORMATS.map(({ id }) => id))("is recognised: %s", async (id) => {
    const log = bytesOf(sampleLog(id, { seed: 7, count: 500, until: now }));
    expect((await recogniseSource(storedLog(log), { now }))?.formatId).toBe(commonFormat(id));
  });

  test("is recognised when it is packed and some of its lines are broken", async () => {
    const lines = [...sampleLog("squid-native", { seed: 7, count: 100, until: now }), "broken", "broken too"];
    expect((await recogniseSource(storedLog(gzipSync(bytesOf(lines))), { now }))?.id).toBe("SQUID_NATIVE");
  });

  test("is not guessed when most of its lines are of no format", async () => {
    const lines = [...sampleLog("squid-native", { seed: 7, count: 5, until: now }), "date,user", "1,2", "3,4"];
    expect(await recogniseSource(storedLog(bytesOf(lines)), { now })).toBeUndefined();
    expect(await recogniseSource(storedLog(Buffer.from("date,user\n1,2\n")), { now })).toBeUndefined();
    expect(await recogniseSource(storedLog(Buffer.alloc(0)), { now })).toBeUndefined();
  });
});
