import { z } from "zod";
import { type Activity, activitySources, ipCategories } from "./activity";
import { type Period, periodOf, viewApp, viewCursor, viewDay, viewDirection, viewText } from "./list-view";
import type { Page } from "./page";

/** The activity log's view as its address holds it. Anything unreadable falls back to the default view. */
export const activityView = z.object({
  app: viewApp,
  /** Part of the person's name or user name. */
  user: viewText,
  /** Part of the app's own name of the action. */
  action: viewText,
  /** The address, or how it begins. */
  ip: viewText,
  /** Part of the description. */
  search: viewText,
  from: viewDay,
  to: viewDay,
  direction: viewDirection,
  after: viewCursor,
  before: viewCursor,
});
export type ActivityView = z.infer<typeof activityView>;

export type ActivityViewFilter = Pick<ActivityView, "app" | "user" | "action" | "ip" | "search"> & Period;

/** What a page of the activity log is asked for. */
export type ActivityPageInput = ActivityViewFilter & Pick<ActivityView, "direction" | "after" | "before">;

/** A page that is not full because the activities that match are far apart says how far it looked; another goes on. */
export type ActivityPage = Page<Activity> & { searchedTo: Date | null };

/** The view with its days turned into instants. */
export function activityPageInputOf(view: ActivityView, timeZone: string): ActivityPageInput {
  const { from, to, ...rest } = view;
  return { ...rest, ...periodOf({ from, to }, timeZone) };
}

/** Whether the view shows less than everything. */
export function isNarrowed(view: ActivityView): boolean {
  const { app, user, action, ip, search, from, to } = view;
  return app !== null || from !== null || to !== null || `${user}${action}${ip}${search}` !== "";
}

type IpCategoryName = (typeof ipCategories)[keyof typeof ipCategories];
type SourceName = (typeof activitySources)[keyof typeof activitySources];

/** The kind of an address; null for a number that the contract does not know. */
export function ipCategoryNameOf(category: number): IpCategoryName | null {
  return Object.entries(ipCategories).find(([number]) => Number(number) === category)?.[1] ?? null;
}

/** What reported an activity; null for a number that the contract does not know. */
export function sourceNameOf(source: number): SourceName | null {
  return Object.entries(activitySources).find(([number]) => Number(number) === source)?.[1] ?? null;
}
