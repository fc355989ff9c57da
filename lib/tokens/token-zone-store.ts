import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { KeysetWalk } from "../db/keyset";
import type { Transaction } from "../db/transaction";
import type { TokenListing } from "./token-filter-store";
import { sortColumn, type Walked } from "./token-walk-store";

/** More owners than these are met by walking on. */
const ownersMaximum = 200;

/** Values of the order from `low` up to, and without, `high`. */
type Zone = { low: string; high: string };

/** Where in the list a text can be found at all. */
type TextPlaces = {
  /** First letters of the names that may contain it, in the order of names. */
  names: string[];
  /** Owners whose name or address contains it, as lists are sorted by them; one more than the maximum when there are more. */
  owners: string[];
  /** The living tokens of these owners, at most so many as were asked for. */
  ofOwners: string[];
  isPublicId: boolean;
  /** Names that begin alike stand together; in a database with another collation they need not. */
  isByCodePoint: boolean;
};

const placesRow = z.object({
  names: z.array(z.string()),
  owners: z.array(z.string()),
  ofOwners: z.array(z.string()),
  isPublicId: z.boolean(),
  isByCodePoint: z.boolean(),
});

/**
 * The same walk, but only where the text may be, for a list whose order is by a part of that text: a search for "café"
 * sorted by name walks the names that begin like one that has "ca", "af" and "fé", zone after zone until the page is full.
 * @param most so many tokens of matching owners may be taken as they are
 * @returns the walk as it was where nothing is known to be skipped
 */
export async function withinZones(
  tx: Transaction,
  listing: TokenListing,
  { walk, along, most }: { walk: KeysetWalk; along: Walked; most: number },
): Promise<Walked> {
  const { sort, search, status } = listing.query;
  if ((sort !== "name" && sort !== "owner") || [...search].length < 2 || search.includes("\n")) return along;
  const { names, owners, ofOwners, isPublicId, isByCodePoint } = await findPlaces(tx, listing, most);
  if (isPublicId || !isByCodePoint || owners.length > ownersMaximum) return along;
  if (sort === "owner") return names.length > 0 ? along : inZones(owners.map(zoneOfKey), { walk, along, sort });
  const byName = inZones(names.map(zoneOfStart), { walk, along, sort });
  if (owners.length === 0) return byName;
  if (ofOwners.length > most || status === "revoked") return along;
  return {
    // Beyond the last of these rows one of the owners' tokens could stand before a name that was not reached.
    first: along.first,
    matching: () => Prisma.sql`(${byName.matching()}) union select unnest(${ofOwners}::uuid[])`,
  };
}

/** One statement: pairs of letters by their key, owners by reading them, their tokens along the index by owner. */
async function findPlaces(tx: Transaction, { visibility, query }: TokenListing, most: number): Promise<TextPlaces> {
  const { tenantId } = visibility;
  const rows = await tx.$queryRaw<unknown[]>`
    with needle as materialized (
      select folded, array(select letter_pairs(folded)) as pairs
      from (select lower(${query.search.normalize("NFC")}::text) as folded) as n
    ), owners as materialized (
      select m.id, lower(m.name) as key from member m, needle
      where m.tenant_id = ${tenantId}::uuid
        and (position(folded in lower(m.name)) > 0 or position(folded in lower(m.email)) > 0)
      limit ${ownersMaximum + 1}
    )
    select array(
             select p.zone from token_name_pair p
             where p.tenant_id = ${tenantId}::uuid and p.pair = any ((select pairs from needle)::text[])
             group by p.zone having count(*) = (select cardinality(pairs) from needle)
             order by p.zone
           ) as names,
           array(select distinct key from owners order by key) as owners,
           array(
             select k.id from owners join api_token k on k.tenant_id = ${tenantId}::uuid and k.member_id = owners.id
             where k.kind = 'api' and k.revoked_at is null and ${query.sort === "name"}
             limit ${most + 1}
           )::text[] as "ofOwners",
           exists (
             select from api_token k where k.tenant_id = ${tenantId}::uuid and k.public_id = ${query.search}
           ) as "isPublicId",
           'Z' < 'a' and '~' > 'z' as "isByCodePoint"`;
  return placesRow.parse(rows[0]);
}

/** Zone after zone, until so many rows were found as are needed. */
function inZones(
  zones: readonly Zone[],
  { walk, along, sort }: { walk: KeysetWalk; along: Walked; sort: TokenListing["query"]["sort"] },
): Walked {
  const ordered = walk.direction === "asc" ? zones : [...zones].reverse();
  const column = sortColumn(sort);
  const inZone = Prisma.sql`${column} >= zone.low and ${column} < zone.high`;
  const passing = (rows: Prisma.Sql, most: number) => Prisma.sql`
    with recursive zone as (
      select low, high, place
      from unnest(${ordered.map(({ low }) => low)}::text[], ${ordered.map(({ high }) => high)}::text[])
        with ordinality as z(low, high, place)
    ), passed(place, ids) as (
      select 0::bigint, '{}'::uuid[]
      union all
      select zone.place, passed.ids || array(select id from (${rows}) as found)
      from passed join zone on zone.place = passed.place + 1
      where cardinality(passed.ids) < ${most}
    )
    select unnest(ids) as id from passed where place = (select max(place) from passed)`;
  return {
    first: (most) => passing(along.first(most, inZone), most),
    matching: () => passing(along.matching(inZone), walk.limit),
  };
}

/** Names that begin with two letters, or are one letter. */
function zoneOfStart(start: string): Zone {
  // U+10FFFF is no character, so no name has it as its third letter.
  return [...start].length < 2 ? zoneOfKey(start) : { low: start, high: `${start}\u{10ffff}` };
}

/** One value alone: no text has a letter before U+0001. */
function zoneOfKey(key: string): Zone {
  return { low: key, high: `${key}\u0001` };
}
