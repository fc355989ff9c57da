import { createHash, randomUUID } from "node:crypto";
import { withTenant } from "../db/transaction";
import { type Caller, type TokenPrincipal, uploadableDiscovery } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import { type FilePart, readParts, sizeOfParts } from "../storage/file-parts";
import type { FileKey } from "../storage/file-store";
import { storage } from "../storage/storage";
import {
  type CollectorOrigin,
  countOpenCollectorUploads,
  findCollectorUpload,
  findOwnCollectorUpload,
  insertCollectorUpload,
  renewOpenUpload,
} from "./collector-upload-store";
import { queueUpload } from "./finish-upload";
import { openerOf, takeAbandonedUploads, urlOfUpload } from "./open-upload";
import { findStream } from "./stream-store";
import { findUploadForUpdate } from "./upload-store";
import { uploadKey } from "./upload-url";

type CollectorCaller = Caller<TokenPrincipal>;

/** A collector sends one file after the other for each source; more at once than this is a fault of its own. */
const openMaximum = 200;

/** Path and query of a URL for the file; null when it was finished before. */
export type OpenedCollectorUpload = { path: string; uploadId: string } | null;

/**
 * Opens the upload of a file that a log collector holds. The same file (data source, name, SHA-256) is the same upload,
 * however often it is announced: so neither a lost answer nor a killed collector makes a line count twice.
 * @throws Failure `forbidden` without `discovery:upload`; `conflict` when too many of the collector's uploads are open
 */
export async function openCollectorUpload(
  caller: CollectorCaller,
  origin: CollectorOrigin,
  now: Date,
): Promise<OpenedCollectorUpload> {
  const visibility = uploadableDiscovery(caller.principal);
  const { tenantId } = visibility;
  const { openedById, openedByTokenId } = openerOf(caller);
  const sender = { openedById, openedByTokenId };
  await takeAbandonedUploads(visibility, now);
  return withTenant(tenantId, async (tx) => {
    let known = await findCollectorUpload(tx, visibility, origin);
    if (known === null) {
      if ((await countOpenCollectorUploads(tx, visibility, origin.collectorId)) >= openMaximum)
        throw new Failure("conflict", `${openMaximum} uploads of this collector are open: finish some of them first`);
      await insertCollectorUpload(tx, visibility, { ...origin, ...sender, id: randomUUID(), at: now });
      known = await findCollectorUpload(tx, visibility, origin);
    } else if (known.state === "open") await renewOpenUpload(tx, visibility, known.id, { ...sender, at: now });
    if (known === null) throw new Error("an upload that was stored is not there");
    if (known.state !== "open") return null;
    return { path: urlOfUpload({ tenantId, uploadId: known.id }, now), uploadId: known.id };
  });
}

/**
 * Gives a collector's file to the report of its data source and has it parsed in the background. Again changes nothing.
 * @throws Failure `forbidden` without `discovery:upload`; `not-found` for an upload that is none of this collector's;
 * `invalid` when nothing was sent, something else than was announced, or nothing here can read the data source's logs
 */
export async function finishCollectorUpload(
  caller: CollectorCaller,
  { collectorId, uploadId }: { collectorId: string; uploadId: string },
  now: Date,
): Promise<void> {
  const visibility = uploadableDiscovery(caller.principal);
  const { tenantId } = visibility;
  const announced = await withTenant(tenantId, (tx) =>
    findOwnCollectorUpload(tx, visibility, { collectorId, uploadId }),
  );
  if (announced === null) throw notFound("upload");
  if (announced.state !== "open") return;
  const { content } = announced;
  if (content === null) throw new Failure("invalid", "Nothing was sent yet: PUT the file to its URL first");
  await refuseOtherFile(uploadKey({ tenantId, uploadId }), content, announced.sha256);
  await withTenant(tenantId, async (tx) => {
    const upload = await findUploadForUpdate(tx, visibility, uploadId);
    if (upload === null) throw notFound("upload");
    if (upload.state !== "open") return;
    // Parts are written once, so the same parts are the bytes that were compared.
    if (upload.content === null || namesOf(upload.content) !== namesOf(content))
      throw new Failure("conflict", "The file was sent again meanwhile: finish it again");
    const sizeBytes = sizeOfParts(content);
    const stream = await findStream(tx, visibility, announced.dataSourceId);
    if (stream === null) throw notFound("data source");
    const { anonymizesUsers } = stream;
    await queueUpload(tx, caller, visibility, { upload, stream, isSnapshot: false, anonymizesUsers, sizeBytes }, now);
  });
}

/** @throws Failure `invalid` for any other file than the one that was announced */
async function refuseOtherFile(key: FileKey, content: readonly FilePart[], sha256: string): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of readParts(await storage(), key, content)) hash.update(chunk);
  if (hash.digest("hex") !== sha256)
    throw new Failure("invalid", "What was sent is not the file that was announced: PUT it again", {
      field: "uploadId",
    });
}

function namesOf(content: readonly FilePart[]): string {
  return content.map(({ name }) => name).join(" ");
}
