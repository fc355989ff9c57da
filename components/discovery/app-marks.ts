import type { Action } from "@/lib/domain/action-result";
import type { TagAppsInput, TaggedApps } from "@/lib/domain/app-tagging";
import type { DiscoveredApp } from "@/lib/domain/discovered-app";
import { type AppTag, appTags } from "@/lib/domain/discovery-tag";

/** What the server does for the pages of apps; null for those who may look but not tag. */
export type TagAppsAction = Action<TagAppsInput, TaggedApps> | null;

/** An app as far as tagging it goes. */
export type MarkableApp = Pick<DiscoveredApp, "appId" | "name" | "tags">;

/** What a person can say of an app: one of the tags, or nothing. */
export const appMarks = [...appTags, "clear"] as const;
export type AppMark = (typeof appMarks)[number];

/** What to ask of the server so that the apps have the mark. */
export function taggingOf(apps: readonly Pick<MarkableApp, "appId">[], mark: AppMark): TagAppsInput {
  const change = mark === "clear" ? { add: [], remove: [...appTags] } : { add: [mark], remove: [] };
  return { apps: apps.map(({ appId }) => ({ appId, ...change })) };
}

/** Whether the mark would change nothing. */
export function hasMark(tags: readonly AppTag[], mark: AppMark): boolean {
  return mark === "clear" ? tags.length === 0 : tags.includes(mark);
}
