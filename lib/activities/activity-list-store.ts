import { z } from "zod";
import { Prisma } from "../db/generated/client";
import { boundedKeysetPage, type KeysetWalk, type Placed, type Walked } from "../db/keyset";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityPage, ActivityPageInput, ActivityViewFilter } from "../domain/activity-view";
import type { AppChoice } from "../domain/list-view";
import { lookedAtMaximum } from "./activity-scan-store";
import { activityColumns, activityRows, visibleSql } from "./activity-store";

const pageSize = 50;
/** More apps than a list to choose from can bear. */
const appMaximum = 200;

/**
 * One keyset page of activities, along the index on tenant, time and id.
 * @param lookedAt how many activities a page may look at before it says how far it came
 */
export async function findActivityPage(
  tx: Transaction,
  visibility: Visibility,
  query: ActivityPageInput,
  lookedAt = lookedAtMaximum,
): Promise<ActivityPage> {
  const { after, before, direction } = query;
  const request = { after, before, direction, pageSize, binding: bindingOf(visibility, query) };
  const { stoppedAt, ...page } = await boundedKeysetPage(request, (walk) =>
    walkOn(tx, { visibility, filter: query, lookedAt }, walk),
  );
  return { ...page, searchedTo: stoppedAt?.value ? new Date(stoppedAt.value) : null };
}

/** The apps in which something happened, by name. Leaps from app to app along an index instead of reading each row. */
export async function findActivityApps(tx: Transaction, visibility: Visibility): Promise<AppChoice[]> {
  const rows = await tx.$queryRaw`
    with recursive apps as (
      (select app_id, app_name from activity where ${visibleSql(visibility)}
       order by app_id, happened_at desc, id desc limit 1)
      union all
      select next.app_id, next.app_name from apps, lateral (
        select app_id, app_name from activity where ${visibleSql(visibility)} and activity.app_id > apps.app_id
        order by app_id, happened_at desc, id desc limit 1
      ) as next
    ), known as (select app_id, app_name from apps limit ${appMaximum})
    select app_id as id, app_name as name from known order by lower(app_name), app_id`;
  return z.array(z.object({ id: z.number(), name: z.string() })).parse(rows);
}

type Search = { visibility: Visibility; filter: ActivityViewFilter; lookedAt: number };

async function walkOn(tx: Transaction, search: Search, walk: KeysetWalk): Promise<Walked<Activity>> {
  const { direction, limit } = walk;
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const inOrder = Prisma.sql`order by happened_at ${order}, id ${order}`;
  const along = walkedSql(search, walk);
  const texts = textsSql(search.filter);
  // In a subquery of its own the walk ends at its bound, and earlier when the page is full.
  const source =
    texts === null
      ? Prisma.sql`activity where ${along}`
      : Prisma.sql`(select * from activity where ${along} ${inOrder} limit ${search.lookedAt}) as activity where ${texts}`;
  const rows = await tx.$queryRaw`select ${activityColumns} from ${source} ${inOrder} limit ${limit}`;
  const placed = activityRows.parse(rows).map(placedOf);
  if (texts === null || placed.length === limit) return { placed, stoppedAt: null };
  const last = await tx.$queryRaw`
    select happened_at as at, id from activity where ${along} ${inOrder} limit 1 offset ${search.lookedAt - 1}`;
  const [stop] = z.array(z.object({ at: z.date(), id: z.string() })).parse(last);
  return { placed, stoppedAt: stop === undefined ? null : { value: stop.at.toISOString(), id: stop.id } };
}

/** The column keeps milliseconds, as a Date does, so its text is the exact place. */
function placedOf(row: Activity): Placed<Activity> {
  return { row, point: { value: row.happenedAt.toISOString(), id: row.id } };
}

/** What an index leads along. */
function walkedSql({ visibility, filter }: Search, { point, direction }: KeysetWalk): Prisma.Sql {
  const { app, from, until } = filter;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  const conditions = [
    visibleSql(visibility),
    app === null ? null : Prisma.sql`app_id = ${app}`,
    from === null ? null : Prisma.sql`happened_at >= ${from}`,
    until === null ? null : Prisma.sql`happened_at < ${until}`,
    point === null ? null : Prisma.sql`(happened_at, id) ${comparison} (${point.value}::timestamptz, ${point.id})`,
  ].filter((condition) => condition !== null);
  return Prisma.join(conditions, " and ");
}

/** What each activity has to be looked at for; null for nothing. */
function textsSql({ user, action, ip, search }: ActivityViewFilter): Prisma.Sql | null {
  const conditions = [
    user === "" ? null : Prisma.sql`(user_display_name ilike ${partOf(user)} or user_name ilike ${partOf(user)})`,
    action === "" ? null : Prisma.sql`action_type ilike ${partOf(action)}`,
    ip === "" ? null : Prisma.sql`starts_with(ip, ${ip.toLowerCase()}::text)`,
    search === "" ? null : Prisma.sql`description ilike ${partOf(search)}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? null : Prisma.join(conditions, " and ");
}

function bindingOf(visibility: Visibility, query: ActivityPageInput): string[] {
  const { app, user, action, ip, search, from, until, direction } = query;
  const days = [from?.toISOString() ?? "", until?.toISOString() ?? ""];
  return ["activity log", visibility.tenantId, String(app ?? ""), user, action, ip, search, ...days, direction];
}
