"use client";

import { useFormatter, useNow } from "next-intl";
import type { ReactNode } from "react";
import { HintText } from "./tooltip";

const updateMilliseconds = 30_000;

type RelativeTimeProps = {
  at: Date;
  /** More lines for the tooltip, below the exact time. */
  details?: ReactNode;
  /** False leaves out the tooltip (and its place in the tab order) where the exact time stands nearby. */
  tooltip?: boolean;
};

/** How long ago, kept up to date by itself; the exact time with its zone is in the tooltip. */
export function RelativeTime({ at, details, tooltip = true }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: updateMilliseconds });
  const exact = format.dateTime(at, "exact");
  // A clock that runs a little behind the server's must not say "in 2 seconds" of what has happened.
  const reference = at > now && at.getTime() - now.getTime() < updateMilliseconds ? at : now;
  const time = (
    <time dateTime={at.toISOString()} title={tooltip ? undefined : exact}>
      {format.relativeTime(at, reference)}
    </time>
  );
  if (!tooltip) return time;
  return (
    <HintText
      className="whitespace-nowrap"
      content={
        <span className="grid gap-1">
          <span>{exact}</span>
          {details}
        </span>
      }
    >
      {time}
    </HintText>
  );
}
