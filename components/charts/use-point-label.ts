import { useFormatter } from "next-intl";
import type { TimeSeriesData } from "./time-series";

type PointLabel = { short: (at: string) => string; full: (at: string) => string };

/** Names the points of an axis of time in the reader's language: shortly below the axis, in full in the table. */
export function usePointLabel(step: TimeSeriesData["step"]): PointLabel {
  const format = useFormatter();
  if (step === "day") {
    const day = { month: "short", day: "numeric", timeZone: "UTC" } as const;
    return {
      short: (at) => format.dateTime(new Date(at), day),
      full: (at) => format.dateTime(new Date(at), { ...day, year: "numeric", weekday: "short" }),
    };
  }
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return {
    short: (at) => format.dateTime(new Date(at), hour),
    full: (at) => format.dateTime(new Date(at), { ...hour, month: "short", day: "numeric", timeZoneName: "short" }),
  };
}
