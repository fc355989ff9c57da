import { z } from "zod";
import { Prisma } from "../db/generated/client";
import { type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { alertResolutions, openResolution } from "../domain/alert";
import { alertKeyPrefixes } from "../domain/alert-list";
import {
  type AlertCounts,
  type AlertPageInput,
  type AlertViewFilter,
  alertCountCap,
  alertStateOf,
  categoryNumbers,
  type ListedAlert,
  severityNameOf,
  severityNumbers,
} from "../domain/alert-view";
import type { AppChoice } from "../domain/list-view";
import type { Page } from "../domain/page";
import { visibleSql } from "./alert-filter-store";
import { fewSql } from "./alert-key-store";
import { findTitlesWith } from "./alert-title-store";

const pageSize = 50;
/** More apps than a list to choose from can bear. */
const appMaximum = 200;

/** One keyset page of alerts in the order in which they were raised. */
export function findAlertPage(
  tx: Transaction,
  visibility: Visibility,
  query: AlertPageInput,
): Promise<Page<ListedAlert>> {
  const { after, before, direction } = query;
  const request = { after, before, direction, pageSize, binding: bindingOf(visibility, query) };
  return keysetPage(request, (walk) => select(tx, visibility, query, walk));
}

/** How many open alerts of each severity there are, each count capped so that it stays cheap in the largest tenant. */
export async function countOpenAlerts(tx: Transaction, visibility: Visibility): Promise<AlertCounts> {
  const count = (severity: number) => Prisma.sql`
    (select count(*)::int from (
       select from alert
       where ${visibleSql(visibility)} and resolution = ${openResolution} and severity = ${severity}
       limit ${alertCountCap}
     ) as capped)`;
  const rows = await tx.$queryRaw`
    select ${count(severityNumbers.high)} as high, ${count(severityNumbers.medium)} as medium,
           ${count(severityNumbers.low)} as low, ${count(severityNumbers.informational)} as informational`;
  return z.tuple([countsRow]).parse(rows)[0];
}

/** The apps that alerts are about, by name. */
export async function findAlertApps(tx: Transaction, visibility: Visibility): Promise<AppChoice[]> {
  const rows = await tx.$queryRaw`
    select app_id as id, max(name) as name from alert_app where ${visibleSql(visibility)}
    group by app_id order by lower(max(name)), app_id limit ${appMaximum}`;
  return z.array(z.object({ id: z.number(), name: z.string() })).parse(rows);
}

/** The newest alerts that a policy raised, open or not. */
export async function findNewestOfPolicy(
  tx: Transaction,
  visibility: Visibility,
  policyId: string,
  limit: number,
): Promise<ListedAlert[]> {
  const rows = await tx.$queryRaw`
    select ${listedColumns} from alert where ${visibleSql(visibility)} and policy_id = ${policyId}
    order by raised_at desc, id desc limit ${limit}`;
  return z
    .array(listedRow)
    .parse(rows)
    .map((row) => placed(row).row);
}

const countsRow = z.object({ high: z.number(), medium: z.number(), low: z.number(), informational: z.number() });

const listedColumns = Prisma.sql`
  id, raised_at as "raisedAt", title, severity, read_at is not null as "isRead", resolution,
  jsonb_path_query_array(entities, '$[*] ? (@.type == "service").label') as apps,
  jsonb_path_query_array(entities, '$[*] ? (@.type == "account" || @.type == "user").label') as accounts,
  raised_at::text as place`;

const listedRow = z.object({
  id: z.string(),
  raisedAt: z.date(),
  title: z.string(),
  severity: z.number(),
  isRead: z.boolean(),
  resolution: z.number(),
  apps: z.array(z.string()),
  accounts: z.array(z.string()),
  place: z.string(),
});

async function select(
  tx: Transaction,
  visibility: Visibility,
  filter: AlertViewFilter,
  { point, direction, limit }: KeysetWalk,
): Promise<Placed<ListedAlert>[]> {
  const order = direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const comparison = direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  const beyond =
    point === null
      ? Prisma.sql`true`
      : Prisma.sql`(raised_at, id) ${comparison} (${point.value}::timestamptz, ${point.id})`;
  const few = await fewSql(tx, visibility, filter.app === null ? [] : [[appKey(filter.app)]]);
  const walk = (condition: Prisma.Sql) => Prisma.sql`
    select ${listedColumns} from alert
    where ${visibleSql(visibility)} and ${condition} and ${matches(filter)} and ${few} and ${beyond}
    order by raised_at ${order}, id ${order}
    limit ${limit}`;
  const titles = filter.search === "" ? null : await findTitlesWith(tx, visibility.tenantId, filter.search);
  const rows = await tx.$queryRaw(
    titles === null
      ? walk(allWith(filter))
      : Prisma.sql`
          select found.* from unnest(${titles}::text[]) as wanted(title),
            unnest(${resolutionsOf(filter)}::smallint[]) as closed(how),
            lateral (${walk(Prisma.sql`title = wanted.title and resolution = closed.how`)}) as found
          order by found."raisedAt" ${order}, found.id ${order}
          limit ${limit}`,
  );
  return z.array(listedRow).parse(rows).map(placed);
}

function placed(row: z.infer<typeof listedRow>): Placed<ListedAlert> {
  const { id, raisedAt, title, place } = row;
  return {
    row: {
      id,
      raisedAt,
      title,
      severity: severityNameOf(row.severity),
      state: alertStateOf(row),
      apps: [...new Set(row.apps)],
      accounts: [...new Set(row.accounts)],
    },
    point: { value: place, id },
  };
}

function matches(filter: AlertViewFilter): Prisma.Sql {
  const { severity, category, app, policy, from, until } = filter;
  const conditions = [
    severity === null ? null : Prisma.sql`severity = ${severityNumbers[severity]}`,
    category === null ? null : Prisma.sql`stories @> array[${categoryNumbers[category]}::int]`,
    app === null ? null : Prisma.sql`entity_keys @> array[${appKey(app)}::text]`,
    policy === null ? null : Prisma.sql`policy_id = ${policy}`,
    from === null ? null : Prisma.sql`raised_at >= ${from}`,
    until === null ? null : Prisma.sql`raised_at < ${until}`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, " and ");
}

/** Openness and title, where no index on titles has chosen them. */
function allWith({ status, search }: AlertViewFilter): Prisma.Sql {
  const isOpen =
    status === "open" ? Prisma.sql`resolution = ${openResolution}` : Prisma.sql`resolution <> ${openResolution}`;
  return search === "" ? isOpen : Prisma.sql`${isOpen} and title ilike ${partOf(search)}`;
}

function appKey(app: number): string {
  return `${alertKeyPrefixes["entity.service"]}:${app}`;
}

function resolutionsOf({ status }: AlertViewFilter): number[] {
  return status === "open"
    ? [openResolution]
    : Object.keys(alertResolutions)
        .map(Number)
        .filter((how) => how !== openResolution);
}

function bindingOf(visibility: Visibility, query: AlertPageInput): string[] {
  const { status, severity, category, app, policy, search, from, until, direction } = query;
  const filter = [status, severity ?? "", category ?? "", String(app ?? ""), policy ?? "", search];
  const days = [from?.toISOString() ?? "", until?.toISOString() ?? ""];
  return ["alerts", visibility.tenantId, visibility.reach, ...filter, ...days, direction];
}
