import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ApiToken } from "../domain/api-token";
import { notFound } from "../domain/failure";
import type { Role } from "../domain/role-table";
import {
  type CallerList,
  type RecentAddress,
  stepsOf,
  type TokenEvent,
  type UsagePoint,
  type UsageRange,
  type UsageStep,
} from "../domain/usage-view";
import { findTokenEvents, findTokenFacts } from "./token-details-store";
import { findToken } from "./token-store";
import { findCallers, findUsagePoints } from "./token-usage-store";
import { trackedSince } from "./tracked-since";

/** More than happens to one token. */
const eventMaximum = 50;

export type TokenDetails = {
  token: ApiToken;
  /** The owner's role of this moment: what the token may do. */
  ownerRole: Role;
  /** The last five that used it, the latest first. */
  addresses: RecentAddress[];
  step: UsageStep;
  points: UsagePoint[];
  /** Of the range. */
  callers: CallerList;
  history: TokenEvent[];
  /** Since when its calls are known. */
  trackedSince: Date;
  /** The moment that all of this is of. */
  now: Date;
};

/**
 * Everything about one token: who calls with it, how its calls ended, what it may do and what was done to it. For whoever
 * sees the token in their list, revoked ones of their own included.
 * @throws Failure `forbidden` for a role that has no tokens; `not-found`, word for word the same, for tokens that are
 * missing, somebody else's or another tenant's
 */
export function findTokenDetails(
  caller: Caller<MemberPrincipal>,
  input: { publicId: string; range: UsageRange },
  now = new Date(),
): Promise<TokenDetails> {
  const visibility = visibilityOf(caller.principal, "token");
  const { publicId, range } = input;
  const steps = stepsOf(range, now);
  return withTenant(visibility.tenantId, async (tx) => {
    const token = await findToken(tx, visibility, publicId);
    if (token === null) throw notFound("token");
    const facts = await findTokenFacts(tx, visibility, publicId);
    if (facts === null) throw notFound("token");
    const subject = { publicId, ownerId: token.ownerId, since: token.createdAt };
    return {
      token,
      ownerRole: facts.role,
      addresses: facts.addresses,
      step: steps.step,
      points: await findUsagePoints(tx, visibility, publicId, steps),
      callers: await findCallers(tx, visibility, publicId, steps.begins[0] ?? now),
      history: await findTokenEvents(tx, visibility, subject, eventMaximum),
      trackedSince: trackedSince(token.createdAt, now),
      now,
    };
  });
}
