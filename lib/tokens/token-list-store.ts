import { Prisma } from "../db/generated/client";
import { type KeysetWalk, keysetPage, type Placed } from "../db/keyset";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type ApiToken, type ListTokensInput, type TokenCounts, tokenCountCap } from "../domain/api-token";
import type { Page } from "../domain/page";
import { lastSlotWithin, matches, reachOf, slotsWithin, type TokenListing, usedWithin } from "./token-filter-store";
import { type TokenRow, tokenOf } from "./token-row";
import { beyond, sortColumn, walkOf } from "./token-walk-store";
import { withinZones } from "./token-zone-store";

const pageSize = 25;
/** So many rows of a walk are looked at before other ways to what the filter keeps are tried: a millisecond's worth. */
const probe = 500;
/** So many matches are sorted by themselves. With more, the walk meets one soon enough. */
const fewest = 3_000;

type ListedRow = TokenRow & { sortValue: string };

/**
 * One keyset page of tokens: no OFFSET, so the last page costs what the first does. A page that a filter thins out is first
 * looked for along the index of its order; when that passes by too much, the matches are found by their text or their last
 * use and sorted, unless there are so many that walking on meets them.
 */
export function findTokens(
  tx: Transaction,
  visibility: Visibility,
  query: ListTokensInput,
  now: Date,
): Promise<Page<ApiToken>> {
  const { after, before, direction } = query;
  const request = { after, before, direction, pageSize, binding: bindingOf(visibility, query) };
  return keysetPage(request, (walk) => findPlaced(tx, { visibility, query, now }, walk));
}

/** How many living tokens of each status there are, each count capped so that it stays cheap in the largest tenant. */
export async function countTokens(tx: Transaction, visibility: Visibility, now: Date): Promise<TokenCounts> {
  const count = (rows: Prisma.Sql) =>
    Prisma.sql`(select count(*) from (${rows} limit ${tokenCountCap}) as capped)::int`;
  const [counts] = await tx.$queryRaw<TokenCounts[]>`
    select ${count(livingOf(visibility, "generated", now))} as generated,
           ${count(livingOf(visibility, "active", now))} as active,
           ${count(livingOf(visibility, "inactive", now))} as inactive`;
  return counts ?? { generated: 0, active: 0, inactive: 0 };
}

function livingOf(visibility: Visibility, status: "generated" | "active" | "inactive", now: Date): Prisma.Sql {
  const isStatus = status === "generated" ? Prisma.sql`u.last_used_at is null` : Prisma.sql`${usedWithin(status, now)}`;
  if (visibility.reach === "own")
    return Prisma.sql`
      select from api_token k join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
      where ${reachOf(visibility)} and k.revoked_at is null and ${isStatus}`;
  if (status === "generated")
    return Prisma.sql`select from api_token k where k.tenant_id = ${visibility.tenantId}::uuid and k.shelf = 0`;
  return countedUses(visibility, status, now);
}

/** The index alone tells of all slots but the one in which the seven days end. */
function countedUses({ tenantId }: Visibility, status: "active" | "inactive", now: Date): Prisma.Sql {
  const living = Prisma.sql`u.tenant_id = ${tenantId}::uuid and u.list_part = 0`;
  return Prisma.sql`
    (select from token_use u where ${living} and ${slotsWithin(status, now)}
     order by u.last_used_slot desc limit ${tokenCountCap})
    union all
    (select from token_use u where ${living} and ${lastSlotWithin(status, now)} limit ${tokenCountCap})`;
}

/** In the order of the index: Postgres would else read the table until it meets enough, which may stand at its end. */
function usesOf({ tenantId }: Visibility, status: "active" | "inactive", now: Date): Prisma.Sql {
  return Prisma.sql`
    select u.token_id from token_use u
    where u.tenant_id = ${tenantId}::uuid and u.list_part = 0 and ${usedWithin(status, now)}
    order by u.last_used_slot desc`;
}

async function findPlaced(tx: Transaction, listing: TokenListing, walk: KeysetWalk): Promise<Placed<ApiToken>[]> {
  const along = walkOf(listing, walk);
  if (along === null) return select(tx, listing, walk, ownTokens(listing.visibility));
  if (!isThinnedOut(listing)) return select(tx, listing, walk, along.first(walk.limit));
  const isOfTenant = listing.visibility.reach === "tenant";
  const narrowed = isOfTenant ? await withinZones(tx, listing, { walk, along, most: fewest }) : along;
  const probed = await select(tx, listing, walk, narrowed.first(probe));
  if (probed.length === walk.limit) return probed;
  const few = isOfTenant ? await findFew(tx, listing) : null;
  return select(
    tx,
    listing,
    walk,
    few === null ? narrowed.matching() : Prisma.sql`select unnest(${few}::uuid[]) as id`,
  );
}

/** Whether rows of the walk may fail the filter. */
function isThinnedOut({ query: { status, search, sort }, visibility }: TokenListing): boolean {
  if (search !== "" || (visibility.reach === "own" && status !== null)) return true;
  return sort !== "lastUsed" && (status === "active" || status === "inactive");
}

/** The ids among which all matches are, when there are only a few; null otherwise. */
async function findFew(tx: Transaction, listing: TokenListing): Promise<string[] | null> {
  const { search, status } = listing.query;
  const { tenantId } = listing.visibility;
  const found: string[][] = [];
  if (search !== "") {
    const rows = await tx.$queryRaw<{ ids: string[] }[]>`
      select find_tokens_by_text(${search.normalize("NFC")}, ${fewest + 1}) || array(
        select id from api_token where tenant_id = ${tenantId}::uuid and public_id = ${search}) as ids`;
    found.push(rows[0]?.ids ?? []);
  }
  if (status === "active" || status === "inactive") {
    const rows = await tx.$queryRaw<{ ids: string[] }[]>`
      select array(${usesOf(listing.visibility, status, listing.now)} limit ${fewest + 1}) as ids`;
    found.push(rows[0]?.ids ?? []);
  }
  return found.find((ids) => ids.length <= fewest) ?? null;
}

function ownTokens(visibility: Visibility): Prisma.Sql {
  return Prisma.sql`select k.id from api_token k where ${reachOf(visibility)}`;
}

/** A page's rows, chosen by filter and place from those that `source` names. */
async function select(
  tx: Transaction,
  listing: TokenListing,
  walk: KeysetWalk,
  source: Prisma.Sql,
): Promise<Placed<ApiToken>[]> {
  const { visibility, query } = listing;
  const { tenantId } = visibility;
  const column = sortColumn(query.sort);
  const order = walk.direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const rows = await tx.$queryRaw<ListedRow[]>`
    with walked as materialized (${source}), page as materialized (
      select k.id from walked
      join api_token k on k.tenant_id = ${tenantId}::uuid and k.id = walked.id
      join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
      where ${reachOf(visibility)} and ${matches(listing)} and ${beyond(listing, walk)}
      order by ${column} ${order}, k.id ${order}
      limit ${walk.limit}
    )
    select k.id, k.public_id as "publicId", k.name, k.created_at as "createdAt", k.revoked_at as "revokedAt",
           k.revoked_by_name as "revokedByName", k.member_id as "memberId", m.name as "memberName",
           m.email as "memberEmail", m.deactivated_at as "memberDeactivatedAt", u.last_used_at as "lastUsedAt",
           u.last_ip as "lastIp", u.last_user_agent as "lastUserAgent", u.last_method as "lastMethod",
           u.last_route as "lastRoute", (${column})::text as "sortValue"
    from page
    join api_token k on k.tenant_id = ${tenantId}::uuid and k.id = page.id
    join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
    join member m on m.tenant_id = k.tenant_id and m.id = k.member_id
    order by ${column} ${order}, k.id ${order}`;
  return rows.map((row) => ({ row: tokenOf(row), point: { value: row.sortValue, id: row.id } }));
}

function bindingOf(visibility: Visibility, query: ListTokensInput): string[] {
  const owner = visibility.reach === "own" ? visibility.memberId : "";
  return ["tokens", visibility.tenantId, owner, query.status ?? "", query.search, query.sort, query.direction];
}
