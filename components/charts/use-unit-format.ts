import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";

/** What a chart's numbers are: bytes, or how many of something. */
export type ChartUnit = "bytes" | "count";

const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** Writes a number of a unit in the reader's language: `1.2 GB`, in steps of 1,000; null is said to be unknown. */
export function useUnitFormat(): (value: number | null, unit: ChartUnit) => string {
  const format = useFormatter();
  const t = useTranslations("charts");
  return useCallback(
    (value, unit) => {
      if (value === null) return t("unknown");
      if (unit === "count") return format.number(value, "count");
      const { amount, unit: byteUnit } = scaledBytes(value);
      return format.number(amount, {
        style: "unit",
        unit: byteUnit,
        unitDisplay: byteUnit === "byte" ? "long" : "short",
        maximumFractionDigits: amount < 100 ? 1 : 0,
      });
    },
    [format, t],
  );
}

/** The largest unit in which there is at least one of it. */
export function scaledBytes(bytes: number): { amount: number; unit: (typeof byteUnits)[number] } {
  let amount = bytes;
  let step = 0;
  // What would be rounded to 1,000 is one of the next unit.
  while (amount >= 999.5 && step < byteUnits.length - 1) {
    amount /= 1_000;
    step += 1;
  }
  return { amount, unit: byteUnits[step] ?? "byte" };
}
