import type { Formats } from "next-intl";

/**
 * Named formats for dates and numbers. `exact` counts 24 hours and says its time zone, because people compare it with
 * logs elsewhere; `clock` is for what happened just now.
 */
export const formats = {
  dateTime: {
    day: { year: "numeric", month: "short", day: "numeric" },
    clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    exact: {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    },
  },
  number: {
    count: { maximumFractionDigits: 0 },
  },
} satisfies Formats;
