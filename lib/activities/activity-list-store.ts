import { z } from "zod";
import { Prisma } from "../db/generated/client";
import { type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { ActivityPageInput, ActivityViewFilter } from "../domain/activity-view";
import type { AppChoice } from "../domain/list-view";
import type { Page } from "../domain/page";
import { activityColumns, activityRows, visibleSql } from "./activity-store";

const pageSize = 50;
/** More apps than a list to choose from can bear. */
const appMaximum = 200;

/** One keyset page of activities, along the index on tenant, time and id. */
export function findActivityPage(
  tx: Transaction,
  visibility: Visibility,
  query: ActivityPageInput,
): Promise<Page<Activity>> {
  const { after, before, direction } = query;
  const request = { after, before, direction, pageSize, binding: bindingOf(visibility, query) };
  return keysetPage(request, (walk) => select(tx, visibility, query, walk));
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

async function select(
  tx: Transaction,
  visibility: Visibility,
  filter: ActivityViewFilter,
  { point, direction, limit }: KeysetWalk,
): Promise<Placed<Activity>[]> {
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  const beyond =
    point === null
      ? Prisma.sql`true`
      : Prisma.sql`(happened_at, id) ${comparison} (${point.value}::timestamptz, ${point.id})`;
  const rows = await tx.$queryRaw`
    select ${activityColumns} from activity
    where ${visibleSql(visibility)} and ${matches(filter)} and ${beyond}
    order by happened_at ${order}, id ${order}
    limit ${limit}`;
  // The column keeps milliseconds, as a Date does, so its text is the exact place.
  return activityRows.parse(rows).map((row) => ({ row, point: { value: row.happenedAt.toISOString(), id: row.id } }));
}

function matches(filter: ActivityViewFilter): Prisma.Sql {
  const { app, user, action, ip, search, from, until } = filter;
  const conditions = [
    app === null ? null : Prisma.sql`app_id = ${app}`,
    user === "" ? null : Prisma.sql`(user_display_name ilike ${partOf(user)} or user_name ilike ${partOf(user)})`,
    action === "" ? null : Prisma.sql`action_type ilike ${partOf(action)}`,
    ip === "" ? null : Prisma.sql`starts_with(ip, ${ip.toLowerCase()}::text)`,
    search === "" ? null : Prisma.sql`description ilike ${partOf(search)}`,
    from === null ? null : Prisma.sql`happened_at >= ${from}`,
    until === null ? null : Prisma.sql`happened_at < ${until}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " and ");
}

function bindingOf(visibility: Visibility, query: ActivityPageInput): string[] {
  const { app, user, action, ip, search, from, until, direction } = query;
  const days = [from?.toISOString() ?? "", until?.toISOString() ?? ""];
  return ["activity log", visibility.tenantId, String(app ?? ""), user, action, ip, search, ...days, direction];
}
