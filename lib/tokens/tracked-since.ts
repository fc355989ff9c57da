import { env } from "../env";
import { usageAges } from "./usage-ages";

/** What a dialog looks back on, however long calls are kept. */
const impactDays = 30;

/** Since when a token's calls are known: since it was made, or since the days that are kept begin. */
export function trackedSince(createdAt: Date, now: Date): Date {
  return later(createdAt, usageAges(now, env().PORTAL_USAGE_DAYS).days);
}

/** Since when calls tell whom it would cut off to end a token: what is known of the past 30 days. */
export function impactSince(createdAt: Date, now: Date): Date {
  return later(trackedSince(createdAt, now), usageAges(now, impactDays).days);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
