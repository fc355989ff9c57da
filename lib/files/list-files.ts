import { openCursor, sealCursor } from "../db/cursor";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { Failure } from "../domain/failure";
import type { CloudFile } from "../domain/file";
import { type FileFilter, type FileSort, withTrashRule } from "../domain/file-list";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import { countFiles, findFiles } from "./file-store";

/**
 * One page of the tenant's files, without the trash unless it is asked for. A scan goes by id, which never changes, so
 * that no file comes twice.
 * @throws Failure `forbidden` without `file:read`; `invalid` for a place that belongs to another list
 */
export function listFiles(caller: Caller, query: ListQuery<FileFilter, FileSort>): Promise<ListResult<CloudFile>> {
  const visibility = visibilityOf(caller.principal, "file");
  const binding = ["files", visibility.tenantId];
  const asked = { ...query, conditions: withTrashRule(query.conditions) };
  const after = query.scan === null || query.scan.after === null ? null : openPlace(query.scan.after, binding);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findFiles(tx, visibility, asked, after);
    const page = await pageOf(found, query, (cap) => countFiles(tx, visibility, asked.conditions, cap));
    const last = page.rows.at(-1);
    const isToBeContinued = query.scan !== null && page.hasNext && last !== undefined;
    return { ...page, scanAfter: isToBeContinued ? sealCursor({ value: null, id: last.id }, binding) : null };
  });
}

function openPlace(sealed: string, binding: readonly string[]): string {
  const point = openCursor(sealed, binding);
  if (point === null)
    throw new Failure("invalid", "scanAfter is not valid: send nextQueryFilters back as it came", {
      field: "scanAfter",
    });
  return point.id;
}
