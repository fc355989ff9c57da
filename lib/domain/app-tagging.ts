import { z } from "zod";
import { type AppTag, appTags, oppositeOf } from "./discovery-tag";

/** One request changes at most the tags of so many apps: twice what one page shows. */
const taggingMaximum = 100;

const tags = z.array(z.enum(appTags)).max(appTags.length);
const tagsToAdd = tags.refine((added) => !added.some((tag) => added.some((other) => other === oppositeOf(tag))), {
  error: "invalid",
});

/** What shall change about one app's tags. Adding one takes its opposite away, so both at once cannot be. */
const appTagging = z.strictObject({ appId: z.number().int().positive(), add: tagsToAdd, remove: tags });
export type AppTagging = z.output<typeof appTagging>;

/** What the portal tags apps with. Issue messages are keys under `validation` in the message catalogue. */
export const tagAppsInput = z.strictObject({
  apps: z.array(appTagging).min(1, { error: "required" }).max(taggingMaximum, { error: "tooLong" }),
});
export type TagAppsInput = z.output<typeof tagAppsInput>;

/** What did change about the tags of some apps; apps that stayed as they were are left out. */
export type TaggedApps = { changed: AppTagging[] };

/** What brings back the tags of before. */
export function undoOf({ changed }: TaggedApps): TagAppsInput {
  return { apps: changed.map(({ appId, add, remove }) => ({ appId, add: remove, remove: add })) };
}

/** Everything that goes when a tagging is carried out, whatever the app has. */
export function removedBy({ add, remove }: Pick<AppTagging, "add" | "remove">): AppTag[] {
  const opposites = add.map(oppositeOf).filter((tag) => tag !== undefined);
  return [...new Set([...remove, ...opposites])].filter((tag) => !add.includes(tag));
}
