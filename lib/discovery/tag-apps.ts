import { type NewEvent, recordEvents } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { type AppTagging, removedBy, type TagAppsInput, type TaggedApps } from "../domain/app-tagging";
import type { AuditDetail } from "../domain/audit-event";
import type { CatalogApp } from "../domain/discovery-app";
import { type AppTag, appTagNames, oppositeOf } from "../domain/discovery-tag";
import { notFound } from "../domain/failure";
import { awaitTurnToTag, deleteAppTags, insertAppTags, type TaggedApp } from "./app-tag-store";
import { tenantCatalogue } from "./tenant-catalogue";

/**
 * Changes the tags of apps of the catalogue, or of the tenant's own, for the caller's tenant, all or none, with an audit row for each tag that came
 * or went for good. Sanctioned takes unsanctioned away, and the other way round. What is so already stays.
 * @throws Failure `forbidden` without `app:sanction`; `not-found` for an app that the catalogue does not have
 */
export async function tagApps(caller: Caller, { apps }: TagAppsInput, now: Date): Promise<TaggedApps> {
  authorize(caller.principal, "app:sanction");
  const visibility = visibilityOf(caller.principal, "discovery");
  const wanted = apps.flatMap(({ appId, add }) => add.map((tag) => ({ appId, tag })));
  const unwanted = apps.flatMap((app) => removedBy(app).map((tag) => ({ appId: app.appId, tag })));
  return withTenant(visibility.tenantId, async (tx) => {
    const known = new Map((await tenantCatalogue(tx, visibility)).apps.map((app) => [app.id, app]));
    if (apps.some(({ appId }) => !known.has(appId))) throw notFound("app");
    await awaitTurnToTag(tx, visibility);
    const removed = await deleteAppTags(tx, visibility, unwanted);
    const added = await insertAppTags(tx, visibility, wanted, { at: now, byName: caller.principal.memberName });
    const changed = changesOf(added, removed);
    if (changed.length > 0)
      await recordEvents(
        tx,
        caller,
        changed.flatMap((change) => eventsOf(change, known)),
      );
    return { changed };
  });
}

function changesOf(added: readonly TaggedApp[], removed: readonly TaggedApp[]): AppTagging[] {
  const changes = new Map<number, AppTagging>();
  const changeOf = (appId: number) => {
    const change = changes.get(appId) ?? { appId, add: [], remove: [] };
    changes.set(appId, change);
    return change;
  };
  for (const { appId, tag } of added) changeOf(appId).add.push(tag);
  for (const { appId, tag } of removed) changeOf(appId).remove.push(tag);
  return [...changes.values()];
}

/** A tag that made way for its opposite is told beside it, not as an event of its own. */
function eventsOf({ appId, add, remove }: AppTagging, known: ReadonlyMap<number, CatalogApp>): NewEvent[] {
  const target = { kind: "app", id: String(appId), name: known.get(appId)?.name ?? "" } as const;
  const replacedBy = (tag: AppTag) => remove.find((one) => one === oppositeOf(tag));
  const replaced = add.map(replacedBy);
  const tagged = add.map((tag): NewEvent => {
    const before = replacedBy(tag);
    const detail: AuditDetail = { tag: appTagNames[tag] };
    if (before !== undefined) detail.replaced = appTagNames[before];
    return { action: "app.tagged", target, detail };
  });
  const untagged = remove
    .filter((tag) => !replaced.includes(tag))
    .map((tag): NewEvent => ({ action: "app.untagged", target, detail: { tag: appTagNames[tag] } }));
  return [...tagged, ...untagged];
}
