import { openCursor, sealCursor } from "../db/cursor";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { Failure } from "../domain/failure";
import type { IpRange } from "../domain/ip-range";
import type { IpRangeFilter, IpRangeSort } from "../domain/ip-range-list";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import { countIpRanges, findIpRanges } from "./ip-range-store";

/**
 * One page of the tenant's IP ranges. A scan goes by id, which never changes, so that no range comes twice.
 * @throws Failure `forbidden` without `ip-range:read`; `invalid` for a place that belongs to another list
 */
export function listIpRanges(
  caller: Caller,
  query: ListQuery<IpRangeFilter, IpRangeSort>,
): Promise<ListResult<IpRange>> {
  const visibility = visibilityOf(caller.principal, "ip-range");
  const binding = ["ip ranges", visibility.tenantId];
  const after = query.scan === null || query.scan.after === null ? null : openPlace(query.scan.after, binding);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findIpRanges(tx, visibility, query, after);
    const page = await pageOf(found, query, (cap) => countIpRanges(tx, visibility, query.conditions, cap));
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
