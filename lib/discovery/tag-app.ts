import { recordEvent } from "../audit/record-event";
import { type Transaction, withTenant } from "../db/transaction";
import { authorize, type Caller, type Visibility, visibilityOf } from "../domain/access";
import { type AppTag, appTagNames, oppositeOf } from "../domain/discovery-tag";
import { notFound } from "../domain/failure";
import { deleteAppTag, insertAppTag } from "./app-tag-store";
import { tenantCatalogue } from "./tenant-catalogue";

/**
 * Tags an app of the catalogue, or of the tenant's own, for the caller's tenant. Sanctioned takes unsanctioned away, and the other way round. An app
 * that has the tag keeps it.
 * @throws Failure `forbidden` without `app:sanction`; `not-found` for an app that the catalogue does not have
 */
export async function tagApp(caller: Caller, appId: number, tag: AppTag, now: Date): Promise<void> {
  authorize(caller.principal, "app:sanction");
  const visibility = visibilityOf(caller.principal, "discovery");
  const { memberName: byName } = caller.principal;
  const opposite = oppositeOf(tag);
  await withTenant(visibility.tenantId, async (tx) => {
    const target = await targetOf(tx, visibility, appId);
    const isReplaced = opposite !== undefined && (await deleteAppTag(tx, visibility, { appId, tag: opposite }));
    if (!(await insertAppTag(tx, visibility, { appId, tag, at: now, byName }))) return;
    const detail = { tag: appTagNames[tag], ...(isReplaced && { replaced: appTagNames[opposite] }) };
    await recordEvent(tx, caller, { action: "app.tagged", target, detail });
  });
}

/**
 * Takes a tag off an app; one that does not have it stays as it is.
 * @throws Failure `forbidden` without `app:sanction`; `not-found` for an app that the catalogue does not have
 */
export async function untagApp(caller: Caller, appId: number, tag: AppTag): Promise<void> {
  authorize(caller.principal, "app:sanction");
  const visibility = visibilityOf(caller.principal, "discovery");
  await withTenant(visibility.tenantId, async (tx) => {
    const target = await targetOf(tx, visibility, appId);
    if (await deleteAppTag(tx, visibility, { appId, tag }))
      await recordEvent(tx, caller, { action: "app.untagged", target, detail: { tag: appTagNames[tag] } });
  });
}

async function targetOf(
  tx: Transaction,
  visibility: Visibility,
  appId: number,
): Promise<{ kind: "app"; id: string; name: string }> {
  const { apps } = await tenantCatalogue(tx, visibility);
  const app = apps.find(({ id }) => id === appId);
  if (app === undefined) throw notFound("app");
  return { kind: "app", id: String(app.id), name: app.name };
}
