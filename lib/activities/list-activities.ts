import { openCursor, sealCursor } from "../db/cursor";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityFilter, ActivitySort } from "../domain/activity-list";
import { Failure } from "../domain/failure";
import { type ListQuery, type ListResult, totalCap } from "../domain/list-query";
import { countActivities, findActivities, type ScanPlace } from "./activity-store";

/**
 * One page of the tenant's activities. A scan goes by date, whatever sort was asked for, and reads on from a signed place:
 * no activity comes twice, and one that arrives meanwhile at the other end does not shift the rest.
 * @throws Failure `forbidden` without `activity:read`; `invalid` for a place that belongs to another list
 */
export function listActivities(
  caller: Caller,
  query: ListQuery<ActivityFilter, ActivitySort>,
): Promise<ListResult<Activity>> {
  const visibility = visibilityOf(caller.principal, "activity");
  const binding = ["activities", visibility.tenantId, query.direction];
  const asked = query.scan === null ? query : { ...query, sortField: "date" as const, skip: 0 };
  const after = query.scan?.after == null ? null : openPlace(query.scan.after, binding);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findActivities(tx, visibility, asked, after);
    const rows = found.slice(0, asked.limit);
    const hasNext = found.length > asked.limit;
    const last = rows.at(-1);
    const tellsTotal = !hasNext && after === null && (rows.length > 0 || asked.skip === 0);
    const total = tellsTotal
      ? asked.skip + rows.length
      : await countActivities(tx, visibility, asked.conditions, totalCap + 1);
    const scanAfter =
      query.scan !== null && hasNext && last !== undefined
        ? sealCursor({ value: last.happenedAt.toISOString(), id: last.id }, binding)
        : null;
    return {
      rows,
      hasNext,
      total: Math.min(total, totalCap),
      moreThanTotal: total > totalCap,
      scanAfter,
    };
  });
}

function openPlace(sealed: string, binding: readonly string[]): ScanPlace {
  const point = openCursor(sealed, binding);
  if (point?.value == null)
    throw new Failure("invalid", "scanAfter is not valid: send nextQueryFilters back as it came", {
      field: "scanAfter",
    });
  return { at: new Date(point.value), id: point.id };
}
