import { Prisma } from "../db/generated/client";
import type { KeysetWalk } from "../db/keyset";
import { activeSince, type ListTokensInput, type TokenStatus } from "../domain/api-token";
import { matches, reachOf, slotOf, type TokenListing, textIs, usedWithin } from "./token-filter-store";

/** The order of a list: along a key of api_token, or by the moment of the last use. */
type SortKey = { column: Prisma.Sql; cast: Prisma.Sql };

/** Never null, so that one comparison of rows serves as the keyset: never used sorts as oldest. */
const sortKeys: Record<ListTokensInput["sort"], SortKey> = {
  name: { column: Prisma.sql`k.name_key`, cast: Prisma.sql`text` },
  owner: { column: Prisma.sql`k.owner_key`, cast: Prisma.sql`text` },
  generated: { column: Prisma.sql`k.created_at`, cast: Prisma.sql`timestamptz` },
  lastUsed: { column: Prisma.sql`coalesce(u.last_used_at, '-infinity')`, cast: Prisma.sql`timestamptz` },
};

const neverUsed = "-infinity";
/** By how much the clocks of two processes, one of which generated a token that the other saw used, may be apart. */
const clockToleranceMilliseconds = 60 * 60_000;
/** What a walk that passes rows by must see of each: the last use only where the filter or the order asks for it. */
const tokenAlone = Prisma.sql`api_token k`;
const tokenWithUse = Prisma.sql`api_token k join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id`;

/** The rows that come first in a walk, as `(id, place)`: what a page is chosen from. */
export type Walked = {
  /** At most so many rows, whatever the filter says of them; within a part of the order where one is given. */
  first: (most: number, within?: Prisma.Sql) => Prisma.Sql;
  /** The first that match the filter, however many are passed by. */
  matching: (within?: Prisma.Sql) => Prisma.Sql;
};

/** The order of a page in a query on `api_token k` and `token_use u`. */
export function sortColumn(sort: ListTokensInput["sort"]): Prisma.Sql {
  return sortKeys[sort].column;
}

/** Rows beyond the place at which a page begins. */
export function beyond({ query }: TokenListing, { point, direction }: KeysetWalk): Prisma.Sql {
  if (point === null) return Prisma.sql`true`;
  const { column, cast } = sortKeys[query.sort];
  return Prisma.sql`(${column}, k.id) ${comparisonOf(direction)} (${point.value}::${cast}, ${point.id}::uuid)`;
}

/** The walk of a list along the indexes of its order, or null where only its owner's few tokens are sorted. */
export function walkOf(listing: TokenListing, walk: KeysetWalk): Walked | null {
  const { query, visibility } = listing;
  if (visibility.reach === "own")
    return query.sort === "generated" ? joined(walk, [ownBranch(listing, walk)], listing) : null;
  const branches = query.sort === "lastUsed" ? branchesOfUse(listing, walk) : shelfBranches(listing, walk);
  return joined(walk, branches, listing);
}

/** One walk along one index: `from` bears k or u, in `order`, with the id and the sort value. */
type Branch = {
  table: "k" | "u";
  id: Prisma.Sql;
  place: Prisma.Sql;
  where: Prisma.Sql;
  order: Prisma.Sql;
  /** Every row is of the status that is asked for. */
  implies: boolean;
};

/** Each shelf is walked by itself; what comes first among them all is the walk's. */
function joined(walk: KeysetWalk, branches: Branch[], listing: TokenListing): Walked {
  const order = orderOf(walk.direction);
  const { search } = listing.query;
  const first = (most: number, within = Prisma.sql`true`) => Prisma.sql`
    select id, place from (${Prisma.join(
      branches.map(
        ({ table, id, place, where, order: along }) => Prisma.sql`
          (select ${id} as id, ${place} as place from ${table === "k" ? Prisma.sql`api_token k` : Prisma.sql`token_use u`}
           where ${where} and ${within} order by ${along} limit ${most})`,
      ),
      " union all ",
    )}) as walks order by place ${order}, id ${order} limit ${most}`;
  const matching = (within = Prisma.sql`true`) => Prisma.sql`
    select id, place from (${Prisma.join(
      branches.map(
        ({ table, id, place, where, order: along, implies }) => Prisma.sql`
          (select ${id} as id, ${place} as place from ${table === "k" && implies ? tokenAlone : tokenWithUse}
           where ${where} and ${within} and ${implies ? textIs(search) : matches(listing)} order by ${along} limit ${walk.limit})`,
      ),
      " union all ",
    )}) as walks order by place ${order}, id ${order} limit ${walk.limit}`;
  return { first, matching };
}

/** A walk for each shelf of `api_token` that has tokens of the status. */
function shelfBranches(listing: TokenListing, walk: KeysetWalk): Branch[] {
  const { visibility, query } = listing;
  const order = orderOf(walk.direction);
  const { column } = sortKeys[query.sort];
  return shelvesOf(query.status).map((shelf) => ({
    table: "k",
    id: Prisma.sql`k.id`,
    place: column,
    where: Prisma.sql`k.tenant_id = ${visibility.tenantId}::uuid and k.shelf = ${shelf}::smallint
      and ${generatedBefore(listing)} and ${beyond(listing, walk)}`,
    order: Prisma.sql`${column} ${order}, k.id ${order}`,
    implies: query.status !== "active" && query.status !== "inactive",
  }));
}

/** What was last used before a moment was generated before it: the newest tokens, none of them inactive, are not walked. */
function generatedBefore({ query: { status, sort }, now }: TokenListing): Prisma.Sql {
  if (status !== "inactive" || sort !== "generated") return Prisma.sql`true`;
  return Prisma.sql`k.created_at < ${new Date(activeSince(now).getTime() + clockToleranceMilliseconds)}`;
}

/** The living tokens of one owner by their generation. */
function ownBranch(listing: TokenListing, walk: KeysetWalk): Branch {
  const order = orderOf(walk.direction);
  return {
    table: "k",
    id: Prisma.sql`k.id`,
    place: Prisma.sql`k.created_at`,
    where: Prisma.sql`${reachOf(listing.visibility)} and k.revoked_at is null and ${beyond(listing, walk)}`,
    order: Prisma.sql`k.created_at ${order}, k.id ${order}`,
    implies: listing.query.status === null,
  };
}

/** A walk along the last uses, and one along the tokens that were never used, which sort as oldest. */
function branchesOfUse({ visibility, query, now }: TokenListing, walk: KeysetWalk): Branch[] {
  const { status } = query;
  const order = orderOf(walk.direction);
  const reach = Prisma.sql`u.tenant_id = ${visibility.tenantId}::uuid and u.list_part = ${status === "revoked" ? 1 : 0}::smallint`;
  const range = status === "active" || status === "inactive" ? usedWithin(status, now) : Prisma.sql`true`;
  const used: Branch = {
    table: "u",
    id: Prisma.sql`u.token_id`,
    place: Prisma.sql`u.last_used_at`,
    where: Prisma.sql`${reach} and u.last_used_slot is not null and ${range} and ${beyondUse(walk)}`,
    order: Prisma.sql`u.last_used_slot ${order}, u.last_used_at ${order}, u.token_id ${order}`,
    implies: true,
  };
  const unused: Branch = {
    table: "u",
    id: Prisma.sql`u.token_id`,
    place: Prisma.sql`'-infinity'::timestamptz`,
    where: Prisma.sql`${reach} and u.last_used_slot is null and ${beyondUnused(walk)}`,
    order: Prisma.sql`u.last_used_slot ${order}, u.token_id ${order}`,
    implies: true,
  };
  if (status === "generated") return [unused];
  if (status === "active" || status === "inactive") return [used];
  return [used, unused];
}

function beyondUse({ point, direction }: KeysetWalk): Prisma.Sql {
  if (point === null || point.value === null) return Prisma.sql`true`;
  // The oldest place of all: nothing used is older, everything used is younger.
  if (point.value === neverUsed) return direction === "asc" ? Prisma.sql`true` : Prisma.sql`false`;
  const at = Prisma.sql`${point.value}::timestamptz`;
  const within = direction === "asc" ? Prisma.sql`>=` : Prisma.sql`<=`;
  return Prisma.sql`u.last_used_slot ${within} ${slotOf(at)}
    and (u.last_used_at, u.token_id) ${comparisonOf(direction)} (${at}, ${point.id}::uuid)`;
}

function beyondUnused({ point, direction }: KeysetWalk): Prisma.Sql {
  if (point === null) return Prisma.sql`true`;
  if (point.value !== neverUsed) return direction === "asc" ? Prisma.sql`false` : Prisma.sql`true`;
  return Prisma.sql`u.token_id ${comparisonOf(direction)} ${point.id}::uuid`;
}

/** The shelves of the schema: 0 never used, 1 used, 2 revoked. Tokens of other sections stand on none of these. */
function shelvesOf(status: TokenStatus | null): number[] {
  switch (status) {
    case null:
      return [0, 1];
    case "generated":
      return [0];
    case "active":
    case "inactive":
      return [1];
    case "revoked":
      return [2];
  }
}

function orderOf(direction: KeysetWalk["direction"]): Prisma.Sql {
  return direction === "desc" ? Prisma.sql`desc` : Prisma.sql`asc`;
}

function comparisonOf(direction: KeysetWalk["direction"]): Prisma.Sql {
  return direction === "desc" ? Prisma.sql`<` : Prisma.sql`>`;
}
