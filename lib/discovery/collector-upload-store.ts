import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { UploadState } from "../domain/discovery-upload";
import { type FilePart, fileParts } from "../storage/file-parts";
import { type UploadOpener, uploadStateOf } from "./upload-store";

/** With whose right a collector sends: its token's, and that token's issuer's. */
type CollectorSender = Pick<UploadOpener, "openedById" | "openedByTokenId">;

/** A file as a log collector announces it. */
export type CollectorOrigin = {
  collectorId: string;
  collectorName: string;
  dataSourceId: string;
  /** The log source of the data source. */
  source: string;
  fileName: string;
  sha256: string;
};

/** The upload that a file is; null when it was never announced. */
export async function findCollectorUpload(
  tx: Transaction,
  { tenantId }: Visibility,
  { collectorId, dataSourceId, sha256, fileName }: CollectorOrigin,
): Promise<{ id: string; state: UploadState } | null> {
  const found = await tx.discoveryUpload.findFirst({
    where: { tenantId, collectorId, dataSourceId, sha256, fileName },
    select: { id: true, state: true },
  });
  return found && { id: found.id, state: uploadStateOf(found.state) };
}

/** An upload of this collector's; null for an id of nobody, or of another sender. */
export async function findOwnCollectorUpload(
  tx: Transaction,
  { tenantId }: Visibility,
  { collectorId, uploadId: id }: { collectorId: string; uploadId: string },
): Promise<{ state: UploadState; dataSourceId: string; sha256: string; content: FilePart[] | null } | null> {
  const found = await tx.discoveryUpload.findFirst({
    where: { tenantId, id, collectorId },
    select: { state: true, dataSourceId: true, sha256: true, content: true },
  });
  if (found === null || found.dataSourceId === null || found.sha256 === null) return null;
  const { dataSourceId, sha256 } = found;
  return {
    state: uploadStateOf(found.state),
    dataSourceId,
    sha256,
    content: fileParts.nullable().parse(found.content),
  };
}

export function countOpenCollectorUploads(
  tx: Transaction,
  { tenantId }: Visibility,
  collectorId: string,
): Promise<number> {
  return tx.discoveryUpload.count({ where: { tenantId, state: "open", collectorId } });
}

/** Of two that announce one file at once, the first is kept. */
export async function insertCollectorUpload(
  tx: Transaction,
  { tenantId }: Visibility,
  { collectorName, at, ...upload }: CollectorOrigin & CollectorSender & { id: string; at: Date },
): Promise<void> {
  const data = [{ tenantId, state: "open", ...upload, openedAt: at, openedByName: collectorName }];
  await tx.discoveryUpload.createMany({ data, skipDuplicates: true });
}

/** A file that is announced again has not been given up. */
export async function renewOpenUpload(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  { at: openedAt, ...sender }: CollectorSender & { at: Date },
): Promise<void> {
  await tx.discoveryUpload.updateMany({ where: { tenantId, id, state: "open" }, data: { openedAt, ...sender } });
}
