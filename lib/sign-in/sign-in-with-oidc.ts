import { recordVisitorEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { Failure } from "../domain/failure";
import { issueSignInCode } from "./issue-sign-in-code";
import { findCandidates, markJoined, type SignInCandidate } from "./sign-in-store";
import type { ProvenSignIn } from "./sign-in-with-password";
import type { Visitor } from "./visitor";

/** What the OpenID Connect provider vouches for. */
export type OidcIdentity = {
  /** Lower case, NFC; null when the provider gave none. */
  email: string | null;
  isEmailVerified: boolean;
  /** When the provider last asked the person who they are; null when it did not say. */
  provenAt?: Date | null;
};

/**
 * Lets a person in whom the installation's OpenID Connect provider vouches for, when their verified e-mail is a member's:
 * in the tenant that they asked for, or with null in the one where they joined first. It never makes a member. Whoever was
 * invited and comes this way has joined.
 * @throws Failure `forbidden`: `oidcUnverified` without a verified e-mail, `oidcNoAccount` for everything else (unknown,
 * deactivated, another tenant, suspended), the same for all of these. Audited in the tenants that it concerns.
 */
export async function signInWithOidc(
  visitor: Visitor,
  input: OidcIdentity & { tenantId: string | null },
  now: Date = new Date(),
): Promise<ProvenSignIn> {
  const { email, isEmailVerified, tenantId, provenAt = null } = input;
  if (email === null || !isEmailVerified)
    throw new Failure("forbidden", "The provider does not vouch for this e-mail address.", {
      messageKey: "oidcUnverified",
    });
  const found = await findCandidates(email, tenantId);
  const member = choose(found);
  if (member === null) {
    await recordRefusal(visitor, email, found);
    throw new Failure("forbidden", "There is no account here for this sign-in.", { messageKey: "oidcNoAccount" });
  }
  const { memberId, tenantSlug } = member;
  const code = await withTenant(member.tenantId, async (tx) => {
    if (member.joinedAt === null && (await markJoined(tx, member, now)))
      await recordVisitorEvent(
        tx,
        { ...visitor, tenantId: member.tenantId, actorName: email },
        {
          action: "member.joined",
          target: { kind: "member", id: memberId, name: email },
          detail: { method: "oidc" },
        },
      );
    return issueSignInCode(tx, { tenantId: member.tenantId, memberId, method: "oidc", provenAt }, now);
  });
  return { code, tenantSlug };
}

/** Joined before invited, so that an invitation elsewhere cannot draw a person away from where they belong. */
function choose(found: SignInCandidate[]): SignInCandidate | null {
  const usable = found.filter((candidate) => candidate.deactivatedAt === null && !candidate.isTenantSuspended);
  return usable.find((candidate) => candidate.joinedAt !== null) ?? usable[0] ?? null;
}

async function recordRefusal(visitor: Visitor, email: string, found: SignInCandidate[]): Promise<void> {
  for (const { tenantId, memberId } of found)
    await withTenant(tenantId, (tx) =>
      recordVisitorEvent(
        tx,
        { ...visitor, tenantId, actorName: email },
        {
          action: "member.sign-in-failed",
          target: { kind: "member", id: memberId, name: email },
          detail: { method: "oidc" },
        },
      ),
    );
}
