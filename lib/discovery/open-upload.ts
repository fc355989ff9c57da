import { randomUUID } from "node:crypto";
import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { formatIdOf } from "../domain/discovery-source";
import { uploadUrlMinutes } from "../domain/discovery-upload";
import { Failure } from "../domain/failure";
import { logSourceNamed } from "../domain/log-source";
import { removeUpload } from "../storage/block-upload";
import { storage } from "../storage/storage";
import { hasCustomParser } from "./data-source-store";
import { countOpenUploads, deleteAbandonedUploads, insertUpload } from "./upload-store";
import { sealUploadUrl, uploadKey } from "./upload-url";

const minute = 60_000;
/** Uploads of a tenant that nobody has finished yet. */
const openMaximum = 100;
/** After its URL has expired, an upload has this long to be finished. */
const finishMinutes = 24 * 60;

/**
 * Opens an upload of one log file: path and query of the URL that takes it, without any other credential, for an hour.
 * Takes away what was opened a day ago and never finished.
 * @throws Failure `forbidden` without `discovery:upload`; `invalid` for an unknown source, and for one without a parser
 * while no data source of the tenant has one of its own; `conflict` when too many uploads are open
 */
export async function openUpload(
  caller: Caller,
  { fileName, source }: { fileName: string; source: string },
  now: Date,
): Promise<string> {
  authorize(caller.principal, "discovery:upload");
  const visibility = visibilityOf(caller.principal, "discovery");
  const known = logSourceNamed(source);
  if (known === undefined) throw new Failure("invalid", "source is not a known log source", { field: "source" });
  const { tenantId } = visibility;
  const id = randomUUID();
  const abandonedBefore = new Date(now.getTime() - (uploadUrlMinutes + finishMinutes) * minute);
  const abandoned = await withTenant(tenantId, async (tx) => {
    // Where the file goes is said when it is finished: until then any data source's own parser may be meant.
    if (known.formatId === undefined && !(await hasCustomParser(tx, visibility))) formatIdOf(known);
    const gone = await deleteAbandonedUploads(tx, visibility, abandonedBefore);
    if ((await countOpenUploads(tx, visibility)) >= openMaximum)
      throw new Failure("conflict", `${openMaximum} uploads are open: finish some of them first`);
    const { memberName: openedByName } = caller.principal;
    await insertUpload(tx, visibility, { id, fileName, source, openedAt: now, openedByName });
    await recordEvent(tx, caller, {
      action: "discovery.upload-opened",
      target: { kind: "log-upload", id, name: fileName },
      detail: { source },
    });
    return gone;
  });
  const store = await storage();
  for (const uploadId of abandoned) await removeUpload(store, uploadKey({ tenantId, uploadId }));
  return sealUploadUrl({ tenantId, uploadId: id, expiresAt: new Date(now.getTime() + uploadUrlMinutes * minute) });
}
