import { env } from "../env";
import { usageAges } from "./usage-ages";

/** Since when a token's calls are known: since it was made, or since the days that are kept begin. */
export function trackedSince(createdAt: Date, now: Date): Date {
  const { days } = usageAges(now, env().PORTAL_USAGE_DAYS);
  return createdAt > days ? createdAt : days;
}
