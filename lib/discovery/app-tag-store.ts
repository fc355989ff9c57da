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

/**
 * Lets one change of the tenant's tags after the other through, until the end of the transaction: two that came at once
 * could leave an app with opposite tags.
 */
export async function awaitTurnToTag(tx: Transaction, visibility: Visibility): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`app tags of ${visibility.tenantId}`}, 0))`;
}

/** Puts tags on apps. @returns those that were not there before */
export async function insertAppTags(
  tx: Transaction,
  visibility: Visibility,
  tagged: readonly TaggedApp[],
  { at, byName }: { at: Date; byName: string },
): Promise<TaggedApp[]> {
  const rows = await tx.$queryRaw`
    insert into discovery_app_tag (tenant_id, app_id, tag, tagged_at, tagged_by_name)
    select ${visibility.tenantId}::uuid, new.app_id, new.tag, ${at}::timestamptz, ${byName}
    from unnest(${appIdsOf(tagged)}::int[], ${tagsOf(tagged)}::text[]) as new(app_id, tag)
    on conflict do nothing
    returning app_id as "appId", tag`;
  return tagRows.parse(rows);
}

/** Takes tags off apps. @returns those that were there */
export async function deleteAppTags(
  tx: Transaction,
  visibility: Visibility,
  tagged: readonly TaggedApp[],
): Promise<TaggedApp[]> {
  const rows = await tx.$queryRaw`
    delete from discovery_app_tag
    using unnest(${appIdsOf(tagged)}::int[], ${tagsOf(tagged)}::text[]) as old(app_id, tag)
    where discovery_app_tag.tenant_id = ${visibility.tenantId}::uuid
      and discovery_app_tag.app_id = old.app_id and discovery_app_tag.tag = old.tag
    returning discovery_app_tag.app_id as "appId", discovery_app_tag.tag`;
  return tagRows.parse(rows);
}

function appIdsOf(tagged: readonly TaggedApp[]): number[] {
  return tagged.map(({ appId }) => appId);
}

function tagsOf(tagged: readonly TaggedApp[]): string[] {
  return tagged.map(({ tag }) => tag);
}
