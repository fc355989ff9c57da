import { type Principal, visibilityOf } from "../domain/access";
import { utcDayOf } from "../domain/calendar-day";
import { reportDays } from "../domain/policy";
import type { MatchScope } from "./policy-store";

/** The first day (UTC) of the reports of this moment. */
export function reportStart(now: Date): string {
  return utcDayOf(new Date(now.getTime() - (reportDays - 1) * 24 * 60 * 60 * 1000));
}

/** Whose matches a reader of policies sees beside them. */
export function matchScopeOf(principal: Principal, now: Date): MatchScope {
  return { alerts: visibilityOf(principal, "alert"), since: reportStart(now) };
}
