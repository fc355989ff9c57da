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
/** Inactive tokens are walked by their generation from where they begin, and there one in twenty-five is one. */
const probeOfInactive = 1_000;
/** So many matches are sorted by themselves. With more, the walk meets one soon enough. */
const fewest = 3_000;

type ListedRow = TokenRow & { sortValue: string };
/** At least one comes, so that it can say that there were too many. */
type AnsweredRow = { isCut: boolean | null } & (ListedRow | { id: null });

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
  const probed = await select(tx, listing, walk, narrowed.first(probeOf(listing.query)));
  if (probed.length === walk.limit) return probed;
  for (const few of isOfTenant ? fewMatches(listing) : []) {
    const found = await selectUnlessCut(tx, listing, walk, few);
    if (found !== null) return found;
  }
  return select(tx, listing, walk, narrowed.matching());
}

function probeOf({ search, status, sort }: ListTokensInput): number {
  return search === "" && status === "inactive" && sort === "generated" ? probeOfInactive : probe;
}

/** Whether rows of the walk may fail the filter. */
function isThinnedOut({ query: { status, search, sort }, visibility }: TokenListing): boolean {
  if (search !== "" || (visibility.reach === "own" && status !== null)) return true;
  return sort !== "lastUsed" && (status === "active" || status === "inactive");
}

/** The ids among which all matches are, found in one way each; cut where there are more than a few. */
function fewMatches({ query, visibility, now }: TokenListing): Prisma.Sql[] {
  const { search, status } = query;
  const ways: Prisma.Sql[] = [];
  if (search !== "")
    ways.push(Prisma.sql`
      find_tokens_by_text(${search.normalize("NFC")}, ${fewest + 1}) || array(
        select id from api_token where tenant_id = ${visibility.tenantId}::uuid and public_id = ${search})`);
  if (status === "active" || status === "inactive")
    ways.push(Prisma.sql`array(${usesOf(visibility, status, now)} limit ${fewest + 1})`);
  // In one statement with what is made of them: hundreds of ids would travel here and back. No id stands for too many.
  return ways.map(
    (ids) => Prisma.sql`
      select unnest(case when cardinality(ids) > ${fewest} then array[null]::uuid[] else ids end) as id
      from (select ${ids} as ids offset 0) as found`,
  );
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
  return (await selectUnlessCut(tx, listing, walk, source)) ?? [];
}

/** The same; null when the source names no id, in the place of too many. */
async function selectUnlessCut(
  tx: Transaction,
  listing: TokenListing,
  walk: KeysetWalk,
  source: Prisma.Sql,
): Promise<Placed<ApiToken>[] | null> {
  const { visibility, query } = listing;
  const { tenantId } = visibility;
  const column = sortColumn(query.sort);
  const order = walk.direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
  const use = Prisma.sql`join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id`;
  const rows = await tx.$queryRaw<AnsweredRow[]>`
    with walked as materialized (${source}), page as materialized (
      select k.id from walked
      join api_token k on k.tenant_id = ${tenantId}::uuid and k.id = walked.id
      ${asksForUse(query) ? use : Prisma.empty}
      where ${reachOf(visibility)} and ${matches(listing)} and ${beyond(listing, walk)}
      order by ${column} ${order}, k.id ${order}
      limit ${walk.limit}
    )
    select sign.cut as "isCut", k.id, k.public_id as "publicId", k.name, k.created_at as "createdAt",
           k.revoked_at as "revokedAt", k.revoked_by_name as "revokedByName", k.member_id as "memberId",
           m.name as "memberName", m.email as "memberEmail", m.deactivated_at as "memberDeactivatedAt",
           u.last_used_at as "lastUsedAt", u.last_ip as "lastIp", u.last_user_agent as "lastUserAgent",
           u.last_method as "lastMethod", u.last_route as "lastRoute", (${column})::text as "sortValue"
    from (select bool_or(id is null) as cut from walked) as sign
    left join (
      page
      join api_token k on k.tenant_id = ${tenantId}::uuid and k.id = page.id
      join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
      join member m on m.tenant_id = k.tenant_id and m.id = k.member_id
    ) on true
    order by ${column} ${order}, k.id ${order}`;
  if (rows[0]?.isCut) return null;
  return rows.flatMap((row) =>
    row.id === null ? [] : [{ row: tokenOf(row), point: { value: row.sortValue, id: row.id } }],
  );
}

/** Whether order or filter look at the last use: a row more for each that is walked. */
function asksForUse({ sort, status }: ListTokensInput): boolean {
  return sort === "lastUsed" || status === "generated" || status === "active" || status === "inactive";
}

function bindingOf(visibility: Visibility, query: ListTokensInput): string[] {
  const owner = visibility.reach === "own" ? visibility.memberId : "";
  return ["tokens", visibility.tenantId, owner, query.status ?? "", query.search, query.sort, query.direction];
}
