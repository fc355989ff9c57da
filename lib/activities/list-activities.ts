import { openCursor, sealCursor } from "../db/cursor";
import { type Transaction, withTenant } from "../db/transaction";
import { type Caller, type Visibility, visibilityOf } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityFilter, ActivitySort } from "../domain/activity-list";
import { Failure } from "../domain/failure";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import { countScanned, lookedAtMaximum, type ScanPlace, scanActivities } from "./activity-scan-store";
import { countActivities, findActivities } from "./activity-store";

type ActivityQuery = ListQuery<ActivityFilter, ActivitySort>;

/** Beside the page, the moment that a scan has come to; null at its end and without one. */
export type ActivityListResult = ListResult<Activity> & { scannedTo: Date | null };

/**
 * One page of the tenant's activities. A scan goes by date, whatever sort was asked for, and reads on from a signed place:
 * no activity comes twice, and one that arrives meanwhile at the other end does not shift the rest. A page of it may hold
 * less than its limit, or nothing, and still have a next one: it ends after so many activities that it looked at.
 * @throws Failure `forbidden` without `activity:read`; `invalid` for a place that belongs to another list
 */
export function listActivities(
  caller: Caller,
  query: ActivityQuery,
  lookedAt = lookedAtMaximum,
): Promise<ActivityListResult> {
  const visibility = visibilityOf(caller.principal, "activity");
  const { scan } = query;
  if (scan === null) return withTenant(visibility.tenantId, (tx) => listedPage(tx, visibility, query));
  const binding = ["activities", visibility.tenantId, query.direction];
  const after = scan.after === null ? null : openPlace(scan.after, binding);
  return withTenant(visibility.tenantId, (tx) => scannedPage(tx, visibility, query, { after, binding, lookedAt }));
}

async function listedPage(tx: Transaction, visibility: Visibility, query: ActivityQuery): Promise<ActivityListResult> {
  const found = await findActivities(tx, visibility, query);
  const page = await pageOf(found, query, (cap) => countActivities(tx, visibility, query.conditions, cap));
  return { ...page, scanAfter: null, scannedTo: null };
}

async function scannedPage(
  tx: Transaction,
  visibility: Visibility,
  query: ActivityQuery,
  { after, binding, lookedAt }: { after: ScanPlace | null; binding: readonly string[]; lookedAt: number },
): Promise<ActivityListResult> {
  const { rows, next } = await scanActivities(tx, visibility, query, after, lookedAt);
  const isAll = next === null && after === null;
  const { total, isFloor } = isAll
    ? { total: rows.length, isFloor: false }
    : await countScanned(tx, visibility, query, lookedAt);
  const scanAfter = next === null ? null : sealCursor({ value: next.at.toISOString(), id: next.id }, binding);
  return { rows, hasNext: next !== null, total, moreThanTotal: isFloor, scanAfter, scannedTo: next?.at ?? null };
}

function openPlace(sealed: string, binding: readonly string[]): ScanPlace {
  const point = openCursor(sealed, binding);
  if (point?.value == null)
    throw new Failure("invalid", "scanAfter is not valid: send nextQueryFilters back as it came", {
      field: "scanAfter",
    });
  return { at: new Date(point.value), id: point.id };
}
