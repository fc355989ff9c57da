import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { recordVisitorEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { Failure } from "../domain/failure";
import { emailAddress } from "../domain/member";
import { log } from "../log";
import { issueSignInCode } from "./issue-sign-in-code";
import { hashPassword, isOutdatedHash, verifyPassword } from "./password-hash";
import { findCandidates, type SignInCandidate, upgradePasswordHash } from "./sign-in-store";
import { admitAttempt } from "./throttle";
import type { Visitor } from "./visitor";

/** What a person types. Longer passwords than any that can be set are not worth hashing. */
export const passwordSignInInput = z.strictObject({
  email: emailAddress,
  password: z.string({ error: "required" }).min(1, "required").max(256, "tooLong"),
});
export type PasswordSignInInput = z.infer<typeof passwordSignInInput>;

/** A sign-in that was proven: what opens the session, and where. */
export type ProvenSignIn = { code: string; tenantSlug: string };

/** At the general URL an address may belong to members of several tenants; this many passwords are checked. */
const generalCandidates = 3;

/** A refusal is answered no sooner than this, so that its time does not tell what was found. */
const refusalMilliseconds = 400;

/**
 * Checks an e-mail and a password, in one tenant or at the general URL (`tenantId` null) in all of them, and issues the
 * one-time code with which the member's browser opens a session on the tenant's own host.
 *
 * An unknown e-mail, a wrong password, a member without a password, not joined or deactivated, a suspended tenant: the
 * same answer in the same time. Failures are audited in the tenants that they concern.
 * @throws Failure `unauthenticated`, the same for all of these; `rate-limited` after too many failures.
 */
export async function signInWithPassword(
  visitor: Visitor,
  input: PasswordSignInInput & { tenantId: string | null },
  now: Date = new Date(),
): Promise<ProvenSignIn> {
  const { email, password, tenantId } = input;
  const earliestRefusal = wait(refusalMilliseconds);
  const attempt = await admitAttempt({
    scope: tenantId ?? "general",
    email,
    ip: visitor.ip,
  });
  const found = await findCandidates(email, tenantId);
  const member = await firstMatch(found, password, tenantId === null ? generalCandidates : 1);
  if (member === null) {
    await recordFailure(visitor, { email, tenantId, found });
    await earliestRefusal;
    throw wrongCredentials();
  }
  const code = await withTenant(member.tenantId, (tx) =>
    issueSignInCode(
      tx,
      {
        tenantId: member.tenantId,
        memberId: member.memberId,
        method: "password",
      },
      now,
    ),
  );
  await attempt.succeeded();
  await renewOutdatedHash(member, password);
  return { code, tenantSlug: member.tenantSlug };
}

/** The password is known at this moment only, so a hash of weaker parameters is renewed now. */
async function renewOutdatedHash(member: SignInCandidate, password: string): Promise<void> {
  const { passwordHash } = member;
  if (passwordHash === null || !isOutdatedHash(passwordHash)) return;
  try {
    await upgradePasswordHash(member, { from: passwordHash, to: await hashPassword(password) });
  } catch (error) {
    // The sign-in is good without it, and the next one tries again.
    log().warn({ error: error instanceof Error ? error.message : String(error) }, "a password hash was not renewed");
  }
}

/** Always runs `checks` checks, whether there are that many candidates or none. */
async function firstMatch(found: SignInCandidate[], password: string, checks: number): Promise<SignInCandidate | null> {
  const usable = found.filter(mayUsePassword);
  const matches = await Promise.all(
    Array.from({ length: checks }, async (_, index) => {
      const candidate = usable[index];
      return (await verifyPassword(candidate?.passwordHash ?? null, password)) ? candidate : undefined;
    }),
  );
  return matches.find((match) => match !== undefined) ?? null;
}

function mayUsePassword(candidate: SignInCandidate): boolean {
  return (
    candidate.passwordHash !== null &&
    candidate.joinedAt !== null &&
    candidate.deactivatedAt === null &&
    !candidate.isTenantSuspended
  );
}

async function recordFailure(
  visitor: Visitor,
  attempt: { email: string; tenantId: string | null; found: SignInCandidate[] },
): Promise<void> {
  const { email, tenantId, found } = attempt;
  const concerned = tenantId === null ? found : [found[0] ?? { tenantId, memberId: "" }];
  for (const { tenantId, memberId } of concerned)
    await withTenant(tenantId, (tx) =>
      recordVisitorEvent(
        tx,
        { ...visitor, tenantId, actorName: email },
        {
          action: "member.sign-in-failed",
          target: { kind: "member", id: memberId, name: email },
          detail: { method: "password" },
        },
      ),
    );
}

function wrongCredentials(): Failure {
  return new Failure("unauthenticated", "The e-mail or the password is wrong.", { messageKey: "wrongCredentials" });
}
