import { z } from "zod";
import { Prisma } from "../db/generated/client";
import { type KeysetRequest, type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { DiscoveredUser, DiscoveredUserSort } from "../domain/discovered-user";
import type { Page, SortDirection } from "../domain/page";
import { knownBytes, scopeSql, type TrafficScope } from "./traffic-store";

/** Which users are meant: of a scope, by a part of their names. */
type UserFilter = { scope: TrafficScope; search: string };

const userRow = z.object({
  name: z.string(),
  totalBytes: z.number().nullable(),
  uploadedBytes: z.number().nullable(),
  downloadedBytes: z.number().nullable(),
  transactions: z.number(),
  blockedTransactions: z.number(),
  apps: z.number(),
  ipAddresses: z.number(),
  lastSeenAt: z.date(),
});

/** What the list is sorted by, and the type in which a cursor's value comes back. */
const sortColumns: Record<DiscoveredUserSort, { value: Prisma.Sql; type: Prisma.Sql }> = {
  totalBytes: { value: Prisma.sql`coalesce(total_bytes, 0)`, type: Prisma.sql`float8` },
  uploadedBytes: { value: Prisma.sql`coalesce(uploaded_bytes, 0)`, type: Prisma.sql`float8` },
  transactions: { value: Prisma.sql`transactions`, type: Prisma.sql`float8` },
  apps: { value: Prisma.sql`apps`, type: Prisma.sql`int` },
  lastSeenAt: { value: Prisma.sql`last_seen_at`, type: Prisma.sql`timestamptz` },
  name: { value: Prisma.sql`user_name`, type: Prisma.sql`text` },
};

/** One keyset page of users. Each page sums the scope's traffic once, whichever page it is. */
export function findUserPage(
  tx: Transaction,
  visibility: Visibility,
  filter: UserFilter,
  request: KeysetRequest & { sort: DiscoveredUserSort },
): Promise<Page<DiscoveredUser>> {
  return keysetPage(request, (walk) => selectBeyond(tx, visibility, filter, { ...walk, sort: request.sort }));
}

/** The users of a stretch of the list, and one more, which tells whether there is more. */
export async function findUsers(
  tx: Transaction,
  visibility: Visibility,
  filter: UserFilter,
  { skip, limit, sort, direction }: { skip: number; limit: number; sort: DiscoveredUserSort; direction: SortDirection },
): Promise<DiscoveredUser[]> {
  const { value } = sortColumns[sort];
  const rows = await tx.$queryRaw`
    select ${userColumns} from (${sumsSql(visibility, filter)}) as sums
    order by ${value} ${orderSql(direction)}, user_name collate "C" ${orderSql(direction)}
    limit ${limit + 1} offset ${skip}`;
  return z.array(userRow).parse(rows);
}

/** The one user of a scope; null when the person is not in it. */
export async function findUser(
  tx: Transaction,
  visibility: Visibility,
  scope: TrafficScope & { user: string },
): Promise<DiscoveredUser | null> {
  const rows = await tx.$queryRaw`
    select ${userColumns} from (${sumsSql(visibility, { scope, search: "" })}) as sums`;
  return z.array(userRow).parse(rows)[0] ?? null;
}

/** How many users match, counted no further than `cap`. */
export async function countUsers(
  tx: Transaction,
  visibility: Visibility,
  filter: UserFilter,
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select distinct user_name from discovery_traffic where ${filterSql(visibility, filter)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

const userColumns = Prisma.sql`
  user_name as name, total_bytes as "totalBytes", uploaded_bytes as "uploadedBytes",
  downloaded_bytes as "downloadedBytes", transactions, blocked_transactions as "blockedTransactions", apps,
  ip_addresses as "ipAddresses", last_seen_at as "lastSeenAt"`;

async function selectBeyond(
  tx: Transaction,
  visibility: Visibility,
  filter: UserFilter,
  walk: KeysetWalk & { sort: DiscoveredUserSort },
): Promise<Placed<DiscoveredUser>[]> {
  const { point, direction, limit } = walk;
  const { value, type } = sortColumns[walk.sort];
  const beyond =
    point === null
      ? Prisma.sql`true`
      : Prisma.sql`(${value}, user_name collate "C") ${direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`}
          (${point.value}::${type}, ${point.id})`;
  const rows = await tx.$queryRaw`
    select ${userColumns}, (${value})::text as "sortValue" from (${sumsSql(visibility, filter)}) as sums
    where ${beyond}
    order by ${value} ${orderSql(direction)}, user_name collate "C" ${orderSql(direction)}
    limit ${limit}`;
  return z
    .array(userRow.extend({ sortValue: z.string() }))
    .parse(rows)
    .map(({ sortValue, ...row }) => ({ row, point: { value: sortValue, id: row.name } }));
}

function sumsSql(visibility: Visibility, filter: UserFilter): Prisma.Sql {
  return Prisma.sql`
    select user_name, sum(${knownBytes})::float8 as total_bytes, sum(uploaded_bytes)::float8 as uploaded_bytes,
           sum(downloaded_bytes)::float8 as downloaded_bytes, sum(transactions)::float8 as transactions,
           sum(blocked_transactions)::float8 as blocked_transactions,
           count(distinct app_id)::int as apps,
           count(distinct source_ip)::int as ip_addresses, max(last_seen_at) as last_seen_at
    from discovery_traffic where ${filterSql(visibility, filter)}
    group by user_name`;
}

function filterSql(visibility: Visibility, { scope, search }: UserFilter): Prisma.Sql {
  const named = search === "" ? Prisma.sql`user_name <> ''` : Prisma.sql`user_name ilike ${partOf(search)}`;
  return Prisma.sql`${scopeSql(visibility, scope)} and ${named}`;
}

function orderSql(direction: SortDirection): Prisma.Sql {
  return direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
}
