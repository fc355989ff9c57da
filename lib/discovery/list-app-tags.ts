import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { type AppTag, appTags } from "../domain/discovery-tag";
import { findAppTags } from "./app-tag-store";

/**
 * Every tag with the apps that have it.
 * @throws Failure `forbidden` without `discovery:read`
 */
export async function listAppTags(caller: Caller): Promise<{ tag: AppTag; appIds: number[] }[]> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const tagged = await withTenant(visibility.tenantId, (tx) => findAppTags(tx, visibility));
  return appTags.map((tag) => ({
    tag,
    appIds: tagged.filter((one) => one.tag === tag).map(({ appId }) => appId),
  }));
}
