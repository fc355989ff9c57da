const dayMilliseconds = 86_400_000;
/** Hours are kept for as long as a page shows them one by one, and a week more. */
const hoursKeptDays = 8;

/** From when on usage is kept: by the hour since `hours`, by the day (UTC) since `days`. Both are the beginning of a day. */
export type UsageAges = { hours: Date; days: Date };

export function usageAges(now: Date, usageDays: number): UsageAges {
  const today = now.getTime() - (now.getTime() % dayMilliseconds);
  return {
    hours: new Date(today - Math.min(hoursKeptDays, usageDays) * dayMilliseconds),
    days: new Date(today - usageDays * dayMilliseconds),
  };
}
