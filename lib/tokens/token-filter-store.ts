import { Prisma } from "../db/generated/client";
import type { Visibility } from "../domain/access";
import { activeSince, type ListTokensInput, type TokenStatus } from "../domain/api-token";

/** What a list of tokens is about, whichever of its pages. */
export type TokenListing = { visibility: Visibility; query: ListTokensInput; now: Date };

/** What the filter asks of a token: the same rules as `statusOf`, and a part of its texts or its whole public id. */
export function matches({ query, now }: TokenListing): Prisma.Sql {
  return Prisma.sql`${statusIs(query.status, now)} and ${textIs(query.search)}`;
}

/** The caller's share of the tenant's tokens, of whatever kind. */
export function shareOf(visibility: Visibility): Prisma.Sql {
  const tenant = Prisma.sql`k.tenant_id = ${visibility.tenantId}::uuid`;
  switch (visibility.reach) {
    case "tenant":
      return tenant;
    case "own":
      return Prisma.sql`${tenant} and k.member_id = ${visibility.memberId}::uuid`;
    case "discovery":
      throw new Error("tokens are seen by tenant or by owner");
  }
}

/** The same of the API tokens. Agents' tokens live in sections of their own and are never listed here. */
export function reachOf(visibility: Visibility): Prisma.Sql {
  return Prisma.sql`${shareOf(visibility)} and k.kind = 'api'`;
}

/** The uses of a status that time decides, in `token_use u`. The slot is what the index is on, the moment is exact. */
export function usedWithin(status: "active" | "inactive", now: Date): Prisma.Sql {
  const since = activeSince(now);
  return status === "active"
    ? Prisma.sql`u.last_used_slot >= ${slotOf(since)} and u.last_used_at >= ${since}`
    : Prisma.sql`u.last_used_slot <= ${slotOf(since)} and u.last_used_at < ${since}`;
}

/** The same for the slots that are of the status as a whole. */
export function slotsWithin(status: "active" | "inactive", now: Date): Prisma.Sql {
  const boundary = slotOf(activeSince(now));
  return status === "active" ? Prisma.sql`u.last_used_slot > ${boundary}` : Prisma.sql`u.last_used_slot < ${boundary}`;
}

/** And for the one slot that is of the status in part. */
export function lastSlotWithin(status: "active" | "inactive", now: Date): Prisma.Sql {
  const since = activeSince(now);
  return Prisma.sql`u.last_used_slot = ${slotOf(since)}
    and ${status === "active" ? Prisma.sql`u.last_used_at >= ${since}` : Prisma.sql`u.last_used_at < ${since}`}`;
}

function statusIs(status: TokenStatus | null, now: Date): Prisma.Sql {
  const living = Prisma.sql`k.revoked_at is null`;
  switch (status) {
    case null:
      return living;
    case "revoked":
      return Prisma.sql`k.revoked_at is not null`;
    case "generated":
      return Prisma.sql`${living} and u.last_used_at is null`;
    case "active":
    case "inactive":
      return Prisma.sql`${living} and ${usedWithin(status, now)}`;
  }
}

/** A part of the token's texts, or its whole public id. */
export function textIs(search: string): Prisma.Sql {
  if (search === "") return Prisma.sql`true`;
  return Prisma.sql`(position(lower(${search.normalize("NFC")}::text) in k.search_text) > 0 or k.public_id = ${search})`;
}

/** A moment as the database computes `last_used_slot`. */
export function slotOf(at: Date | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`date_bin('2 minutes', ${at}::timestamptz, timestamptz '2000-01-01 00:00:00+00')`;
}
