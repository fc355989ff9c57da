/** A time as written, without a zone. `month` from 0; `year` is missing in older syslog. */
export type WrittenTime = {
  year: number | undefined;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
};

export const DAY_MS = 24 * 60 * 60 * 1000;
const QUARTER_MS = 15 * 60 * 1000;
const CACHED_OFFSETS_MAXIMUM = 10_000;

/** Reads written times of one log: in the appliance's time zone where the text names none, in the likeliest year. */
export class LogClock {
  readonly #offsets = new Map<number, number>();
  readonly #zone: Intl.DateTimeFormat | undefined;

  /**
   * @param now what a missing year is chosen against
   * @param timeZone IANA name, such as `Asia/Taipei`, of times without a zone; UTC when missing
   * @throws RangeError for an unknown time zone
   */
  constructor(
    readonly now: Date,
    timeZone = "UTC",
  ) {
    this.#zone = timeZone === "UTC" ? undefined : zoneFormat(timeZone);
  }

  /**
   * Milliseconds since 1970 UTC, or undefined for a date or hour that does not exist. A leap second (60) is the next
   * second. Without a year: the latest year in which it is not more than a day ahead of now.
   */
  instant(written: WrittenTime, zone: string | undefined): number | undefined {
    if (written.year !== undefined) return this.#instantIn(written.year, written, zone);
    const thisYear = this.now.getUTCFullYear();
    for (const year of [thisYear + 1, thisYear, thisYear - 1]) {
      const instant = this.#instantIn(year, written, zone);
      if (instant !== undefined && instant <= this.now.getTime() + DAY_MS) return instant;
    }
    return undefined;
  }

  #instantIn(year: number, written: WrittenTime, zone: string | undefined): number | undefined {
    const { month, day, hour, minute, second, millisecond } = written;
    if (!(year >= 1970 && year <= 9999 && month >= 0 && month <= 11 && day >= 1 && day <= daysIn(year, month)))
      return undefined;
    if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
    const wall = Date.UTC(year, month, day, hour, minute, second, millisecond);
    const offset = zone === undefined ? this.#ownOffset(wall) : namedOffset(zone);
    return offset === undefined ? undefined : wall - offset;
  }

  #ownOffset(wall: number): number {
    if (!this.#zone) return 0;
    const quarter = Math.floor(wall / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    // The offset belongs to an instant and the instant is what is sought: the second guess is right except in the hour
    // that a clock change skips or repeats, where either answer is as good.
    const guess = wall - offsetAt(this.#zone, wall);
    const offset = offsetAt(this.#zone, guess);
    if (this.#offsets.size >= CACHED_OFFSETS_MAXIMUM) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: Intl.DateTimeFormat, instant: number): number {
  const value = new Map(zone.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const read = (type: Intl.DateTimeFormatPartTypes) => value.get(type) ?? 0;
  const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
  return wall - Math.floor(instant / 1000) * 1000;
}

function namedOffset(zone: string): number | undefined {
  if (/^(z|utc|gmt)$/i.test(zone)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 14 * 60 ? undefined : (match[1] === "-" ? -minutes : minutes) * 60_000;
}

function daysIn(year: number, month: number): number {
  if (month === 1) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
}
