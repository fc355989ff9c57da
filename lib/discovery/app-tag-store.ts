import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type AppTag, appTags } from "../domain/discovery-tag";

const tagRows = z.array(z.object({ appId: z.number(), tag: z.enum(appTags) }));
export type TaggedApp = z.infer<typeof tagRows>[number];

/** Every tag that the tenant has put on an app. */
export async function findAppTags(tx: Transaction, visibility: Visibility): Promise<TaggedApp[]> {
  const { tenantId } = visibility;
  const rows = await tx.discoveryAppTag.findMany({
    where: { tenantId },
    select: { appId: true, tag: true },
    orderBy: [{ appId: "asc" }, { tag: "asc" }],
  });
  return tagRows.parse(rows);
}

/** The same by app. */
export function tagsByApp(tagged: readonly TaggedApp[]): ReadonlyMap<number, AppTag[]> {
  const tags = new Map<number, AppTag[]>();
  for (const { appId, tag } of tagged) tags.set(appId, [...(tags.get(appId) ?? []), tag]);
  return tags;
}

/** Puts a tag on an app. @returns false when it has it already */
export async function insertAppTag(
  tx: Transaction,
  visibility: Visibility,
  tagged: TaggedApp & { at: Date; byName: string },
): Promise<boolean> {
  const { appId, tag, at: taggedAt, byName: taggedByName } = tagged;
  const { count } = await tx.discoveryAppTag.createMany({
    data: [{ tenantId: visibility.tenantId, appId, tag, taggedAt, taggedByName }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Takes a tag off an app. @returns false when it did not have it */
export async function deleteAppTag(
  tx: Transaction,
  visibility: Visibility,
  { appId, tag }: { appId: number; tag: AppTag },
): Promise<boolean> {
  const { count } = await tx.discoveryAppTag.deleteMany({ where: { tenantId: visibility.tenantId, appId, tag } });
  return count > 0;
}
