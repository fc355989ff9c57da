import { env } from "../env";

const minute = 60_000;

/** How long a session lasts at most, used or not, in seconds. */
export function sessionSeconds(): number {
  return env().PORTAL_SESSION_HOURS * 60 * 60;
}

/** A session that was last used before this ends unused. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - env().PORTAL_SESSION_IDLE_MINUTES * minute);
}

/** The last use is noted once a minute at most, so that a page costs a write only now and then. */
export function isWorthNoting(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= minute;
}
