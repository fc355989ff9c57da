import type { LogClock } from "./log-clock";

const MONTHS: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  apr: 3,
  may: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  nov: 10,
  dec: 11,
};

const EPOCH = /^\d{9,19}(?:\.\d{1,9})?$/;
const ISO_LIKE =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ,](\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const COMMON_LOG =
  /^(\d{1,2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/;
const MONTH_FIRST =
  /^(?:[A-Za-z]{3},? )?([A-Za-z]{3}) {1,2}(\d{1,2}),?(?: (\d{4}))? (\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: (\d{4}))? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?:?$/;

/**
 * The instant a log's time names, in milliseconds since 1970 UTC, or undefined when it is none of: epoch in seconds
 * (with fraction), milliseconds, microseconds or nanoseconds; ISO 8601 and its `/` and blank variants; `02/Mar/2026:09:15:07
 * +0000`; `Mar 02 2026 09:15:07` with or without year and zone. A time without zone is in the log's own.
 */
export function readTime(text: string, clock: LogClock): number | undefined {
  if (EPOCH.test(text)) return readEpoch(text);
  const iso = ISO_LIKE.exec(text);
  if (iso) return clock.instant(parts(iso, 1, Number(iso[2]) - 1, 3), iso[8]);
  const common = COMMON_LOG.exec(text);
  if (common) return clock.instant(parts(common, 3, monthOf(common[2]), 1), common[8]);
  const first = MONTH_FIRST.exec(text);
  if (!first) return undefined;
  const yearText = first[3] ?? first[8];
  return clock.instant(
    {
      year: yearText === undefined ? undefined : Number(yearText),
      month: monthOf(first[1]),
      day: Number(first[2]),
      hour: Number(first[4]),
      minute: Number(first[5]),
      second: Number(first[6]),
      millisecond: fraction(first[7]),
    },
    first[9],
  );
}

/** The index 0 to 11 of an English month's first three letters, or NaN. */
export function monthOf(name: string | undefined): number {
  return MONTHS[name?.slice(0, 3).toLowerCase() ?? ""] ?? Number.NaN;
}

/** Milliseconds of the digits after a second's point. */
export function fraction(digits: string | undefined): number {
  return digits === undefined ? 0 : Math.trunc(Number(`0.${digits}`) * 1000);
}

function parts(match: RegExpExecArray, yearAt: number, month: number, dayAt: number) {
  return {
    year: Number(match[yearAt]),
    month,
    day: Number(match[dayAt]),
    hour: Number(match[4]),
    minute: Number(match[5]),
    second: Number(match[6]),
    millisecond: fraction(match[7]),
  };
}

/** Seconds have 10 digits from 2001 to 2286, so the length before the point tells the unit. */
function readEpoch(text: string): number {
  const point = text.indexOf(".");
  const digits = point < 0 ? text.length : point;
  const value = Number(text);
  if (digits <= 11) return Math.round(value * 1000);
  if (digits <= 14) return Math.round(value);
  return Math.round(digits <= 17 ? value / 1000 : value / 1_000_000);
}
