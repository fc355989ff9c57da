import type { ChartUnit } from "./use-unit-format";

/** One line of numbers over time. */
export type TimeSeries = { key: string; label: string };

/** A place on the axis of time with a number for each series; null where nobody knows. */
export type TimePoint = {
  /** ISO 8601: a day `yyyy-mm-dd` (UTC), or the instant at which an hour begins. */
  at: string;
  values: Readonly<Record<string, number | null>>;
};

export type TimeSeriesData = {
  points: readonly TimePoint[];
  /** At most four; in stacked charts the first lies at the bottom. */
  series: readonly TimeSeries[];
  unit: ChartUnit;
  /** How long each point lasts. Days are days of UTC, hours are shown in the reader's time zone. */
  step: "day" | "hour";
  /** `bars` for what is counted in a step, `area` for what flows. Both are stacked. */
  shape: "area" | "bars";
};
