import { z } from "zod";
import { lineOfText } from "./plain-text";

/** A token counts as active for this long after its last use: "used within the past 7 days". */
export const activeDays = 7;
const activeMilliseconds = activeDays * 24 * 60 * 60 * 1000;

export const tokenStatuses = ["generated", "active", "inactive", "revoked"] as const;
export type TokenStatus = (typeof tokenStatuses)[number];

/** The latest call that a token opened. A refused call is never a use. */
export type TokenUse = {
  at: Date;
  ip: string;
  userAgent: string;
  method: string;
  /** The route template, such as `/api/v1/alerts/:id/`, never the path with its values. */
  route: string;
};

/** An API token as people see it. The secret is not part of it: it exists once, in the answer to its generation. */
export type ApiToken = {
  publicId: string;
  name: string;
  ownerId: string;
  ownerName: string;
  ownerEmail: string;
  /** The issuer is deactivated: the token is listed but refused. */
  ownerDeactivated: boolean;
  createdAt: Date;
  lastUse: TokenUse | null;
  revokedAt: Date | null;
  revokedByName: string | null;
};

/**
 * What a token is at a moment: generated (never used), active (used within the past seven days, the boundary included),
 * inactive (used, but not within them) or revoked.
 */
export function statusOf(token: { lastUsedAt: Date | null; revokedAt: Date | null }, now: Date): TokenStatus {
  if (token.revokedAt !== null) return "revoked";
  if (token.lastUsedAt === null) return "generated";
  return token.lastUsedAt.getTime() >= activeSince(now).getTime() ? "active" : "inactive";
}

/** The earliest last use that still counts as active. */
export function activeSince(now: Date): Date {
  return new Date(now.getTime() - activeMilliseconds);
}

export const tokenNameMaximum = 256;

/** What a person says to generate a token. */
export const generateTokenInput = z.strictObject({ name: lineOfText(tokenNameMaximum) });
export type GenerateTokenInput = z.infer<typeof generateTokenInput>;

/** A public id: the part of a token that may be shown, searched and logged. */
export const tokenPublicId = z.string().regex(/^[0-9A-Za-z]{12}$/, "invalid");

export const tokenSortFields = ["name", "owner", "lastUsed", "generated"] as const;

/** What a list of tokens is asked for. Anything unreadable falls back to the default view. */
export const listTokensInput = z.object({
  status: z.enum(tokenStatuses).nullable().catch(null).default(null),
  search: z.string().trim().max(256).catch("").default(""),
  sort: z.enum(tokenSortFields).catch("generated").default("generated"),
  direction: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  after: z.string().max(1024).optional().catch(undefined),
  before: z.string().max(1024).optional().catch(undefined),
});
export type ListTokensInput = z.infer<typeof listTokensInput>;

/** How many living tokens of each status the caller sees; a count stops at `countCap`, which reads as "that many or more". */
export type TokenCounts = { generated: number; active: number; inactive: number };
export const tokenCountCap = 1001;
