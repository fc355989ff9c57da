import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { DiscoveredUser, DiscoveredUserSort } from "../domain/discovered-user";
import type { ReportChoice } from "../domain/discovery-view";
import { type ListResult, totalCap } from "../domain/list-query";
import type { Page, SortDirection } from "../domain/page";
import { scopeOf } from "./global-view";
import { countUsers, findUserPage, findUsers } from "./user-traffic-store";

const pageSize = 50;
const topUserCount = 10;

type UserSearch = ReportChoice & {
  /** Only users of this app; null for all. */
  appId: number | null;
  /** Part of the name. */
  search: string;
  sort: DiscoveredUserSort;
  direction: SortDirection;
};

/**
 * One page of the people whose traffic a report has, by keyset.
 * @throws Failure `forbidden` without `discovery:read`; `not-found` for a report that is not there
 */
export function listUserPage(
  caller: Caller,
  input: UserSearch & { after?: string | undefined; before?: string | undefined },
  now: Date,
): Promise<Page<DiscoveredUser>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  const { tenantId } = visibility;
  const { stream, days, appId, search, sort, direction, after, before } = input;
  const binding = ["discovered users", tenantId, stream, String(days), String(appId), search, sort, direction];
  return withTenant(tenantId, async (tx) => {
    const scope = await scopeOf(tx, visibility, { stream, days, now });
    const request = { after, before, direction, pageSize, binding, sort };
    return findUserPage(tx, visibility, { scope: { ...scope, ...ofApp(appId) }, search }, request);
  });
}

/**
 * The same for programs, which skip.
 * @throws Failure as above
 */
export function listDiscoveredUsers(
  caller: Caller,
  { stream, days, appId, search, sort, direction, skip, limit }: UserSearch & { skip: number; limit: number },
  now: Date,
): Promise<ListResult<DiscoveredUser>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const scope = await scopeOf(tx, visibility, { stream, days, now });
    const filter = { scope: { ...scope, ...ofApp(appId) }, search };
    const found = await findUsers(tx, visibility, filter, { skip, limit, sort, direction });
    const total = await countUsers(tx, visibility, filter, totalCap + 1);
    return {
      rows: found.slice(0, limit),
      hasNext: found.length > limit,
      total: Math.min(total, totalCap),
      moreThanTotal: total > totalCap,
      scanAfter: null,
    };
  });
}

/**
 * The people with the most traffic in a report, or to one of its apps: by bytes, or by transactions where no log tells bytes.
 * @throws Failure as above
 */
export function listTopUsers(
  caller: Caller,
  { stream, days, appId, isMeasured }: ReportChoice & { appId: number | null; isMeasured: boolean },
  now: Date,
): Promise<DiscoveredUser[]> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    const scope = await scopeOf(tx, visibility, { stream, days, now });
    const sort = isMeasured ? "totalBytes" : "transactions";
    const filter = { scope: { ...scope, ...ofApp(appId) }, search: "" };
    const found = await findUsers(tx, visibility, filter, { skip: 0, limit: topUserCount, sort, direction: "desc" });
    return found.slice(0, topUserCount);
  });
}

function ofApp(appId: number | null): { appId?: number } {
  return appId === null ? {} : { appId };
}
