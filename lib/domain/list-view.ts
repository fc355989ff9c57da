import { z } from "zod";
import { calendarDay, dayAfter, startOfDay } from "./calendar-day";

/*
 * What the addresses of list pages are made of. Anything unreadable falls back to the default, because an address that
 * somebody shared or cut short should still show a list.
 */

/** A part of a text. Postgres has no NUL, so a text with one is no text. */
export const viewText = z
  .string()
  .trim()
  .max(256)
  .refine((value) => !value.includes("\0"))
  .catch("")
  .default("");

/** A day in the reader's time zone. */
export const viewDay = calendarDay.nullable().catch(null).default(null);

export const viewCursor = z.string().max(1024).optional().catch(undefined);

export const viewDirection = z.enum(["asc", "desc"]).catch("desc").default("desc");

/** The number of an app, as programs know it; null for any. */
export const viewApp = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .nullable()
  .catch(null)
  .default(null);

/** An app that a list can be narrowed to. */
export type AppChoice = { id: number; name: string };

export type Period = {
  /** Inclusive; null for the beginning of time. */
  from: Date | null;
  /** Exclusive; null for its end. */
  until: Date | null;
};

/** Days as instants: from the beginning of the first to the end of the last. */
export function periodOf(days: { from: string | null; to: string | null }, timeZone: string): Period {
  const { from, to } = days;
  return {
    from: from === null ? null : startOfDay(from, timeZone),
    until: to === null ? null : startOfDay(dayAfter(to), timeZone),
  };
}
