import { describe, expect, test } from "vitest";
import { LOG_TYPES } from "@/lib/domain/discovery-log-type";
import { DISCOVERY_SOURCES, formatIdOf, sourceNamed } from "@/lib/domain/discovery-source";
import { formatWithId, LOG_FORMATS } from "./log-formats";

describe("the sources of the API", () => {
  test("are the 71 published ones, each with a known parser or a sentence that offers the custom parser", () => {
    expect(DISCOVERY_SOURCES).toHaveLength(71);
    expect(new Set(DISCOVERY_SOURCES.map(({ id }) => id)).size).toBe(71);
    for (const source of DISCOVERY_SOURCES) {
      if (source.formatId === undefined) expect(() => formatIdOf(source)).toThrow(/custom parser/);
      else expect(formatWithId(formatIdOf(source)), source.id).toBeDefined();
      if (source.logType !== undefined) expect(LOG_TYPES[source.logType]).toBe(source.id);
    }
  });

  test("are found by their exact name only", () => {
    expect(sourceNamed("SQUID")?.formatId).toBe("squid-common");
    expect(sourceNamed("squid")).toBeUndefined();
    expect(sourceNamed("constructor")).toBeUndefined();
  });

  test("lead to every format, and every format says what it expects", () => {
    const used = new Set(DISCOVERY_SOURCES.map(({ formatId }) => formatId));
    expect(LOG_FORMATS.filter(({ id }) => !used.has(id))).toEqual([]);
    expect(LOG_FORMATS.filter(({ expected }) => expected.length < 40)).toEqual([]);
  });
});
