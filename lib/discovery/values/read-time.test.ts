import { describe, expect, test } from "vitest";
import { LogClock } from "./log-clock";
import { readTime } from "./read-time";
import { compileTimestampPattern } from "./timestamp-pattern";

const now = new Date("2026-03-02T12:00:00Z");
const utc = new LogClock(now);
const taipei = new LogClock(now, "Asia/Taipei");
const newYork = new LogClock(now, "America/New_York");
const shown = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString());

describe("a log's time", () => {
  test.each([
    ["1772442907.412", "2026-03-02T09:15:07.412Z"],
    ["1772442907", "2026-03-02T09:15:07.000Z"],
    ["1772442907412", "2026-03-02T09:15:07.412Z"],
    ["1772442907412000", "2026-03-02T09:15:07.412Z"],
    ["1772442907412000000", "2026-03-02T09:15:07.412Z"],
    ["2026-03-02T09:15:07Z", "2026-03-02T09:15:07.000Z"],
    ["2026-03-02 09:15:07", "2026-03-02T09:15:07.000Z"],
    ["2026/03/02 09:15:07", "2026-03-02T09:15:07.000Z"],
    ["2026-03-02T17:15:07.412+08:00", "2026-03-02T09:15:07.412Z"],
    ["02/Mar/2026:09:15:07 +0000", "2026-03-02T09:15:07.000Z"],
    ["02/Mar/2026:04:15:07 -0500", "2026-03-02T09:15:07.000Z"],
    ["Mar 02 2026 09:15:07", "2026-03-02T09:15:07.000Z"],
    ["Mar  2 2026 09:15:07 GMT", "2026-03-02T09:15:07.000Z"],
    ["Mon Mar  2 09:15:07 2026", "2026-03-02T09:15:07.000Z"],
    ["2026-12-31 23:59:60", "2027-01-01T00:00:00.000Z"],
    ["2024-02-29 00:00:00", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(shown(readTime(text, utc))).toBe(expected);
  });

  test.each([
    "",
    "-",
    "yesterday",
    "2026-02-30 00:00:00",
    "2025-02-29 00:00:00",
    "2026-13-01 00:00:00",
    "2026-03-02 24:00:00",
    "2026-03-02 09:61:00",
    "Foo 02 2026 09:15:07",
    "02/Mar/2026:09:15:07 +9900",
    "12345",
    "2026-03-02",
  ])("%j is none", (text) => {
    expect(readTime(text, utc)).toBeUndefined();
  });

  test("without a zone is in the log's own, summer time and all", () => {
    expect(shown(readTime("2026-03-02 17:15:07", taipei))).toBe("2026-03-02T09:15:07.000Z");
    expect(shown(readTime("2026-01-15 12:00:00", newYork))).toBe("2026-01-15T17:00:00.000Z");
    expect(shown(readTime("2025-07-15 12:00:00", newYork))).toBe("2025-07-15T16:00:00.000Z");
    expect(shown(readTime("2025-07-15 12:00:00Z", newYork))).toBe("2025-07-15T12:00:00.000Z");
  });

  test("without a year is in the latest year that is not ahead of now by more than a day", () => {
    expect(shown(readTime("Mar  2 09:15:07", utc))).toBe("2026-03-02T09:15:07.000Z");
    expect(shown(readTime("Mar  3 09:15:07", utc))).toBe("2026-03-03T09:15:07.000Z");
    expect(shown(readTime("Dec 31 23:59:59", utc))).toBe("2025-12-31T23:59:59.000Z");
    const newYear = new LogClock(new Date("2025-12-31T23:30:00Z"));
    expect(shown(readTime("Jan  1 00:10:00", newYear))).toBe("2026-01-01T00:10:00.000Z");
  });

  test("in an unknown zone is refused when the clock is made", () => {
    expect(() => new LogClock(now, "Mars/Olympus")).toThrow(RangeError);
  });
});

describe("a timestamp pattern", () => {
  test.each([
    ["yyyy-MM-dd HH:mm:ss", "2026-03-02 09:15:07", "2026-03-02T09:15:07.000Z"],
    ["d/M/yyyy hh:mm:ss a", "2/3/2026 09:15:07 PM", "2026-03-02T21:15:07.000Z"],
    ["d/M/yyyy hh:mm:ss a", "2/3/2026 12:15:07 am", "2026-03-02T00:15:07.000Z"],
    ["M/d/yy H:mm", "3/2/26 9:15", "2026-03-02T09:15:00.000Z"],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2026-03-02T17:15:07.412+08:00", "2026-03-02T09:15:07.412Z"],
    ["MMM d HH:mm:ss", "Mar  2 09:15:07", "2026-03-02T09:15:07.000Z"],
    ["epoch-seconds", "1772442907", "2026-03-02T09:15:07.000Z"],
    ["epoch-milliseconds", "1772442907412", "2026-03-02T09:15:07.412Z"],
  ])("%s reads %s", (pattern, text, expected) => {
    expect(shown(compileTimestampPattern(pattern)?.(text, utc))).toBe(expected);
  });

  test.each(["", "yyyy", "HH:mm:ss", "yyyy-MM-dd", "QQ yyyy-MM-dd HH:mm", "(.*)*"])("%j is refused", (pattern) => {
    expect(compileTimestampPattern(pattern)).toBeUndefined();
  });

  test("with a part twice is refused, for it could take years to read a text", () => {
    expect(compileTimestampPattern(`MdHm${"dM".repeat(28)}`)).toBeUndefined();
    expect(compileTimestampPattern("yyyy-MM-dd HH:mm:ss HH:mm")).toBeUndefined();
  });

  test("takes no longer over blanks without end than over one", () => {
    const read = compileTimestampPattern(`yyyy-MM-dd${" ' '".repeat(25)}HH:mm`);
    expect(read?.(`2026-03-02${" ".repeat(75)}x`, utc)).toBeUndefined();
    expect(shown(compileTimestampPattern("MMM  d HH:mm")?.("Mar    2 09:15", utc))).toBe("2026-03-02T09:15:00.000Z");
  });

  test("does not take text of another shape, nor 13 o'clock in the afternoon", () => {
    const read = compileTimestampPattern("d/M/yyyy hh:mm:ss a");
    expect(read?.("2026-03-02 09:15:07", utc)).toBeUndefined();
    expect(read?.("2/3/2026 13:15:07 PM", utc)).toBeUndefined();
  });
});
