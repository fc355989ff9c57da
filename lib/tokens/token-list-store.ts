import { type CursorPoint, openCursor, sealCursor } from "../db/cursor";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import {
  type ApiToken,
  activeSince,
  type ListTokensInput,
  type TokenCounts,
  type TokenSortField,
  tokenCountCap,
} from "../domain/api-token";
import type { Page } from "../domain/page";
import { type TokenRow, tokenOf } from "./token-row";

const pageSize = 25;

/** What each sort orders by. Never null, so that one comparison of rows serves as the keyset: never used sorts as oldest. */
const sortColumns: Record<TokenSortField, { column: Prisma.Sql; cast: Prisma.Sql }> = {
  name: { column: Prisma.sql`lower(k.name)`, cast: Prisma.sql`text` },
  owner: { column: Prisma.sql`lower(m.name)`, cast: Prisma.sql`text` },
  lastUsed: { column: Prisma.sql`coalesce(u.last_used_at, '-infinity')`, cast: Prisma.sql`timestamptz` },
  generated: { column: Prisma.sql`k.created_at`, cast: Prisma.sql`timestamptz` },
};

type ListedRow = TokenRow & { sortValue: string };

/** One keyset page of tokens: no OFFSET, so the last page costs what the first does. */
export async function findTokens(
  tx: Transaction,
  visibility: Visibility,
  query: ListTokensInput,
  now: Date,
): Promise<Page<ApiToken>> {
  const binding = bindingOf(visibility, query);
  const before = query.before ? openCursor(query.before, binding) : null;
  const after = query.after ? openCursor(query.after, binding) : null;
  const point = before ?? after;
  const descending = query.direction === "desc";
  const backwards = before !== null;
  const { column } = sortColumns[query.sort];
  const order = descending !== backwards ? Prisma.sql`desc` : Prisma.sql`asc`;

  const rows = await tx.$queryRaw<ListedRow[]>`
    select k.id, k.public_id as "publicId", k.name, k.created_at as "createdAt", k.revoked_at as "revokedAt",
           k.revoked_by_name as "revokedByName", k.member_id as "memberId", m.name as "memberName",
           m.email as "memberEmail", m.deactivated_at as "memberDeactivatedAt", u.last_used_at as "lastUsedAt",
           u.last_ip as "lastIp", u.last_user_agent as "lastUserAgent", u.last_method as "lastMethod",
           u.last_route as "lastRoute", (${column})::text as "sortValue"
    from api_token k
    join member m on m.tenant_id = k.tenant_id and m.id = k.member_id
    join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
    where ${reachOf(visibility)} and ${statusIs(query.status, now)} and ${matches(query.search)}
      and ${beyond(query.sort, point, order)}
    order by ${column} ${order}, k.id ${order}
    limit ${pageSize + 1}`;

  const more = rows.length > pageSize;
  const shown = rows.slice(0, pageSize);
  if (backwards) shown.reverse();
  return {
    rows: shown.map(tokenOf),
    next: seal(shown.at(-1), backwards || more, binding),
    previous: seal(shown.at(0), backwards ? more : after !== null, binding),
  };
}

/** How many living tokens of each status there are, each count capped so that it stays cheap in the largest tenant. */
export async function countTokens(tx: Transaction, visibility: Visibility, now: Date): Promise<TokenCounts> {
  const count = (status: "generated" | "active" | "inactive") => Prisma.sql`
    (select count(*) from (
       select from api_token k
       join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
       where ${reachOf(visibility)} and ${statusIs(status, now)}
       limit ${tokenCountCap}
     ) as capped)::int`;
  const [counts] = await tx.$queryRaw<TokenCounts[]>`
    select ${count("generated")} as generated, ${count("active")} as active, ${count("inactive")} as inactive`;
  return counts ?? { generated: 0, active: 0, inactive: 0 };
}

/** Agents' tokens live in sections of their own and are never listed here. */
function reachOf(visibility: Visibility): Prisma.Sql {
  const tenant = Prisma.sql`k.tenant_id = ${visibility.tenantId}::uuid and k.kind = 'api'`;
  switch (visibility.reach) {
    case "tenant":
      return tenant;
    case "own":
      return Prisma.sql`${tenant} and k.member_id = ${visibility.memberId}::uuid`;
    case "discovery":
      throw new Error("tokens are seen by tenant or by owner");
  }
}

/** The same rule as `statusOf`, in SQL. */
function statusIs(status: ListTokensInput["status"], now: Date): Prisma.Sql {
  const living = Prisma.sql`k.revoked_at is null`;
  switch (status) {
    case null:
      return living;
    case "revoked":
      return Prisma.sql`k.revoked_at is not null`;
    case "generated":
      return Prisma.sql`${living} and u.last_used_at is null`;
    case "active":
      return Prisma.sql`${living} and u.last_used_at >= ${activeSince(now)}`;
    case "inactive":
      return Prisma.sql`${living} and u.last_used_at < ${activeSince(now)}`;
  }
}

function matches(search: string): Prisma.Sql {
  if (search === "") return Prisma.sql`true`;
  const pattern = `%${search.normalize("NFC").replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(k.name ilike ${pattern} or m.name ilike ${pattern} or m.email ilike ${pattern}
    or k.public_id = ${search})`;
}

function beyond(sort: TokenSortField, point: CursorPoint | null, order: Prisma.Sql): Prisma.Sql {
  if (!point) return Prisma.sql`true`;
  const { column, cast } = sortColumns[sort];
  const comparison = order.sql === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(${column}, k.id) ${comparison} (${point.value}::${cast}, ${point.id}::uuid)`;
}

function bindingOf(visibility: Visibility, query: ListTokensInput): string[] {
  const owner = visibility.reach === "own" ? visibility.memberId : "";
  return ["tokens", visibility.tenantId, owner, query.status ?? "", query.search, query.sort, query.direction];
}

function seal(row: ListedRow | undefined, exists: boolean, binding: string[]): string | null {
  return row && exists ? sealCursor({ value: row.sortValue, id: row.id }, binding) : null;
}
