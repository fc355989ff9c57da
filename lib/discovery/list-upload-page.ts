import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ListedUpload } from "../domain/discovery-upload";
import type { UploadView } from "../domain/discovery-upload-view";
import type { Page } from "../domain/page";
import { findUploadPage } from "./upload-page-store";

/**
 * One page of the files that were sent, newest first unless turned round.
 * @throws Failure `forbidden` without `discovery:read`
 */
export function listUploadPage(caller: Caller<MemberPrincipal>, view: UploadView): Promise<Page<ListedUpload>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, (tx) => findUploadPage(tx, visibility, view));
}
