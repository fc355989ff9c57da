import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ListedUpload } from "../domain/discovery-upload";
import { notFound } from "../domain/failure";
import { tenantCatalogue } from "./tenant-catalogue";
import { findListedUpload } from "./upload-page-store";

/** An upload at this moment, and the busiest apps that were found in it, by name. */
export type FollowedUpload = { upload: ListedUpload; apps: { name: string; transactions: number }[] };

/**
 * Where one upload is: asked again and again while somebody waits for it.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for an upload that is gone or another tenant's
 */
export async function followUpload(caller: Caller<MemberPrincipal>, id: string): Promise<FollowedUpload> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const upload = await withTenant(visibility.tenantId, (tx) => findListedUpload(tx, visibility, id));
  if (upload === null) throw notFound("upload");
  const found = upload.summary?.apps ?? [];
  if (found.length === 0) return { upload, apps: [] };
  const { appOf } = await withTenant(visibility.tenantId, (tx) => tenantCatalogue(tx, visibility));
  return {
    upload,
    apps: found.map(({ appId, transactions }) => ({ name: appOf(appId)?.name ?? `App ${appId}`, transactions })),
  };
}
