import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { notFound } from "../domain/failure";
import type { CloudFile } from "../domain/file";
import { findFileByFileId, findFileById } from "./file-store";

/**
 * One file by its id, or by the app's own id, by which alerts name it and published clients ask for it.
 * @throws Failure `forbidden` without `file:read`; `not-found` alike for a missing file and another tenant's
 */
export async function findFile(caller: Caller, id: string): Promise<CloudFile> {
  const visibility = visibilityOf(caller.principal, "file");
  const file = await withTenant(
    visibility.tenantId,
    async (tx) => (await findFileById(tx, visibility, id)) ?? (await findFileByFileId(tx, visibility, id)),
  );
  if (file === null) throw notFound("file");
  return file;
}
