import type { TrafficDay, TrafficTotals } from "../domain/discovery-summary";
import type { DaySums } from "./traffic-store";

const dayMilliseconds = 24 * 3_600_000;

/** The sums of the row of all days; nothing told where there is no line. */
export function totalsOf(sums: readonly DaySums[]): TrafficTotals {
  const all = sums.find(({ day }) => day === null);
  const unknown = { totalBytes: null, uploadedBytes: null, downloadedBytes: null };
  const nothing = { transactions: 0, blockedTransactions: 0, users: 0, ipAddresses: 0, lastSeenAt: null };
  if (all === undefined) return { ...unknown, ...nothing };
  const { day: _, transactions, blockedTransactions, ...rest } = all;
  return { ...rest, transactions: transactions ?? 0, blockedTransactions: blockedTransactions ?? 0 };
}

/** Every day from one to another (UTC), those without a line too: nothing went on them. */
export function everyDay(sums: readonly DaySums[], from: Date, to: Date): TrafficDay[] {
  const known = new Map(sums.map((sum) => [sum.day, sum]));
  const first = Math.floor(from.getTime() / dayMilliseconds);
  const count = Math.floor(to.getTime() / dayMilliseconds) - first + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = new Date((first + index) * dayMilliseconds).toISOString().slice(0, 10);
    const sum = known.get(day);
    if (sum === undefined) return { day, totalBytes: 0, uploadedBytes: 0, downloadedBytes: 0, transactions: 0 };
    const { totalBytes, uploadedBytes, downloadedBytes, transactions } = sum;
    return { day, totalBytes, uploadedBytes, downloadedBytes, transactions: transactions ?? 0 };
  });
}
