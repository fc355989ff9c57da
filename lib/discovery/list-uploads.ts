import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveryUpload, UploadFilter, UploadSort } from "../domain/discovery-upload";
import { type ListQuery, type ListResult, totalCap } from "../domain/list-query";
import { countUploads, findUploads } from "./upload-store";

/**
 * One page of the files that were sent, with how far each is and what became of its lines.
 * @throws Failure `forbidden` without `discovery:read`
 */
export function listUploads(
  caller: Caller,
  query: ListQuery<UploadFilter, UploadSort>,
): Promise<ListResult<DiscoveryUpload>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findUploads(tx, visibility, query);
    const total = await countUploads(tx, visibility, query.conditions, totalCap + 1);
    return {
      rows: found.slice(0, query.limit),
      hasNext: found.length > query.limit,
      total: Math.min(total, totalCap),
      moreThanTotal: total > totalCap,
      scanAfter: null,
    };
  });
}
