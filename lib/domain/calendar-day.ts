import { z } from "zod";

/** A day as a date field sends it: `2026-11-23`, in whatever time zone its reader lives. */
export const calendarDay = z.iso.date("invalid");
export type CalendarDay = z.infer<typeof calendarDay>;

/**
 * The instant at which a day begins in a time zone.
 * @param timeZone an IANA name that this runtime knows, such as `Asia/Taipei`
 */
export function startOfDay(day: CalendarDay, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const guess = midnight - offsetAt(midnight, timeZone);
  // The offset may differ between the guess and UTC midnight when the clocks change in between.
  return new Date(midnight - offsetAt(guess, timeZone));
}

/** The day after. */
export function dayAfter(day: CalendarDay): CalendarDay {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** The day of an instant in UTC. */
export function utcDayOf(at: Date): CalendarDay {
  return at.toISOString().slice(0, 10);
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const wallClock = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
  );
  return wallClock - Math.floor(instant / 1000) * 1000;
}
