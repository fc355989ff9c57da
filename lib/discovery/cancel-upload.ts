import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { Failure } from "../domain/failure";
import { storage } from "../storage/storage";
import { deleteUpload, findUploadForUpdate } from "./upload-store";
import { openUploadUrl, uploadKey } from "./upload-url";

/**
 * Gives up an upload that is not finished: its URL takes nothing any more, and what was sent goes. One that is gone
 * already is as good as given up.
 * @throws Failure `forbidden` without `discovery:upload`; `invalid` for a URL that is none of this tenant's; `conflict`
 * when it is finished
 */
export async function cancelUpload(caller: Caller, { uploadUrl }: { uploadUrl: string }): Promise<void> {
  authorize(caller.principal, "discovery:upload");
  const visibility = visibilityOf(caller.principal, "discovery");
  const { tenantId } = visibility;
  const ticket = openUploadUrl(uploadUrl);
  if (ticket === null || ticket.tenantId !== tenantId)
    throw new Failure("invalid", "uploadUrl is not a URL that upload_url gave out", { field: "uploadUrl" });
  await withTenant(tenantId, async (tx) => {
    const upload = await findUploadForUpdate(tx, visibility, ticket.uploadId);
    if (upload === null) return;
    if (upload.state !== "open") throw new Failure("conflict", "This upload is finished already");
    await deleteUpload(tx, visibility, upload.id);
    await recordEvent(tx, caller, {
      action: "discovery.upload-cancelled",
      target: { kind: "log-upload", id: upload.id, name: upload.fileName },
      detail: { source: upload.source },
    });
  });
  await (await storage()).removeFolder(uploadKey(ticket));
}
