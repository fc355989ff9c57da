import { isRecord, readNumber } from "./filter-value";
import { scanFilter } from "./list-query";
import type { SortDirection } from "./page";

/**
 * The filters that continue a scan: those of the request with its relative times pinned, the date bounded by the last
 * record, and the opaque place. Sound because every record that follows satisfies the bound.
 */
export function nextScanFilters(input: {
  filters: unknown;
  direction: SortDirection;
  lastAt: Date;
  after: string;
  now: Date;
}): Record<string, unknown> {
  const filters = isRecord(input.filters) ? input.filters : {};
  const date = isRecord(filters.date) ? filters.date : {};
  const { gte_ndays: since, lte_ndays: until, ...kept } = date;
  const pinned: Record<string, unknown> = { ...kept };
  const sinceDays = readNumber(Array.isArray(since) ? since[0] : since);
  const untilDays = readNumber(Array.isArray(until) ? until[0] : until);
  if (sinceDays !== undefined) pinned.gte = Math.max(daysBefore(input.now, sinceDays), readNumber(kept.gte) ?? 0);
  if (untilDays !== undefined)
    pinned.lte = Math.min(daysBefore(input.now, untilDays), readNumber(kept.lte) ?? Infinity);
  pinned[input.direction === "desc" ? "lte" : "gte"] = input.lastAt.getTime();
  return { ...filters, date: pinned, [scanFilter]: { eq: input.after } };
}

function daysBefore(now: Date, days: number): number {
  return now.getTime() - days * 24 * 60 * 60 * 1000;
}

/** The filters that continue a scan in an order that no filter can bound: those of the request, and the opaque place. */
export function scanContinued(filters: unknown, after: string): Record<string, unknown> {
  return { ...(isRecord(filters) ? filters : {}), [scanFilter]: { eq: after } };
}
