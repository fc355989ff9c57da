import { Failure } from "../domain/failure";
import { hashOneTimeCode } from "../one-time-code";
import { isSetupCode } from "./setup-store";

/**
 * Whether the set-up link works now, for whoever holds it.
 * @throws Failure `not-found` when it is unknown, used, replaced or expired, or a tenant exists: the same for all of these.
 */
export async function viewSetup(input: { code: string }): Promise<void> {
  if (!(await isSetupCode(hashOneTimeCode(input.code)))) throw setupLinkGone();
}

/** The one answer to every set-up link that opens nothing. */
export function setupLinkGone(): Failure {
  return new Failure("not-found", "This set-up link is no longer valid. Start the portal again for a new one.", {
    messageKey: "setupLinkGone",
  });
}
