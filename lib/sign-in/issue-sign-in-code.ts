import type { Transaction } from "../db/transaction";
import { mintOneTimeCode } from "../one-time-code";
import { insertSignInCode, type SignInProof } from "./sign-in-store";

/** The hand-over is a redirect or a fetch away. */
const lifetimeSeconds = 60;

/**
 * Makes the code with which a member who has proven who they are opens a session on their tenant's own host: it works
 * once, there alone, within 60 seconds.
 * @returns the code, which is stored nowhere.
 */
export async function issueSignInCode(
  tx: Transaction,
  member: { tenantId: string; memberId: string } & SignInProof,
  now: Date,
): Promise<string> {
  const { code, codeHash } = mintOneTimeCode();
  const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
  await insertSignInCode(tx, { ...member, codeHash, expiresAt }, now);
  return code;
}
