"use client";

import { useFormatter } from "next-intl";

/** A moment to the second, with its time zone: what people compare with other logs. */
export function ExactTime({ at }: { at: Date }) {
  const format = useFormatter();
  return <time dateTime={at.toISOString()}>{format.dateTime(at, "exact")}</time>;
}
