import { signIn } from "next-auth/react";

/**
 * Trades a one-time code for this browser's session cookie, on the tenant's own host.
 * @returns whether the code was good.
 * @throws when the portal cannot be reached.
 */
export async function redeemCode(code: string): Promise<boolean> {
  const answer = await signIn("one-time-code", { code, redirect: false });
  return answer?.ok === true;
}
