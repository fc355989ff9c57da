import { randomUUID } from "node:crypto";
import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, uploadableDiscovery, type Visibility } from "../domain/access";
import { formatIdOf } from "../domain/discovery-source";
import { uploadUrlMinutes } from "../domain/discovery-upload";
import { Failure } from "../domain/failure";
import { logSourceNamed } from "../domain/log-source";
import { storage } from "../storage/storage";
import { hasCustomParser } from "./data-source-store";
import { countOpenUploads, deleteAbandonedUploads, insertUpload, type UploadOpener } from "./upload-store";
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
  const visibility = uploadableDiscovery(caller.principal);
  const known = logSourceNamed(source);
  if (known === undefined) throw new Failure("invalid", "source is not a known log source", { field: "source" });
  const { tenantId } = visibility;
  const id = randomUUID();
  await takeAbandonedUploads(visibility, now);
  await withTenant(tenantId, async (tx) => {
    // Where the file goes is said when it is finished: until then any data source's own parser may be meant.
    if (known.formatId === undefined && !(await hasCustomParser(tx, visibility))) formatIdOf(known);
    if ((await countOpenUploads(tx, visibility)) >= openMaximum)
      throw new Failure("conflict", `${openMaximum} uploads are open: finish some of them first`);
    await insertUpload(tx, visibility, { id, fileName, source, openedAt: now, ...openerOf(caller) });
    await recordEvent(tx, caller, {
      action: "discovery.upload-opened",
      target: { kind: "log-upload", id, name: fileName },
      detail: { source },
    });
  });
  return urlOfUpload({ tenantId, uploadId: id }, now);
}

/** Takes away what was opened a day ago and never finished, with what was sent of it. */
export async function takeAbandonedUploads(visibility: Visibility, now: Date): Promise<void> {
  const { tenantId } = visibility;
  const before = new Date(now.getTime() - (uploadUrlMinutes + finishMinutes) * minute);
  const abandoned = await withTenant(tenantId, (tx) => deleteAbandonedUploads(tx, visibility, before));
  if (abandoned.length === 0) return;
  const store = await storage();
  for (const uploadId of abandoned) await store.removeFolder(uploadKey({ tenantId, uploadId }));
}

/** Path and query of the URL that takes an upload's file from now on, for an hour. */
export function urlOfUpload(upload: { tenantId: string; uploadId: string }, now: Date): string {
  return sealUploadUrl({ ...upload, expiresAt: new Date(now.getTime() + uploadUrlMinutes * minute) });
}

/** Who may send, as long as they may. */
export function openerOf({ principal }: Caller): UploadOpener {
  const openedByTokenId = principal.kind === "token" ? principal.tokenId : null;
  return { openedByName: principal.memberName, openedById: principal.memberId, openedByTokenId };
}
