import type { MemberPrincipal } from "./access";
import { Failure } from "./failure";

/** What a refusal for a stale proof is called: the portal asks who is there, and tries again. */
export const identityNotConfirmed = "identityNotConfirmed";

/**
 * Holds back what hands out or changes an access, until the person has just proven who they are: a session that was left
 * open, or stolen, is not enough for it (OWASP ASVS 5.0, 7.5.1 and 7.5.3).
 * @param within minutes that a proof counts
 * @throws Failure `forbidden` with the key `identityNotConfirmed`
 */
export function refuseStaleProof({ provenAt }: MemberPrincipal, { now, within }: { now: Date; within: number }): void {
  if (now.getTime() - provenAt.getTime() < within * 60_000) return;
  throw new Failure("forbidden", "Confirm who you are first", {
    messageKey: identityNotConfirmed,
    detail: `proven at ${provenAt.toISOString()}`,
  });
}
