import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import { stepsOf } from "../domain/usage-view";
import { findTrends } from "./token-usage-store";

/**
 * Calls of each of the past 30 days (UTC, today last), refused ones too, of those of the given tokens that the caller sees
 * and that had any. For one page of a list: one query, however many tokens.
 * @throws Failure `forbidden` for a role that has no tokens
 */
export function listTrends(
  caller: Caller<MemberPrincipal>,
  input: { publicIds: readonly string[] },
  now = new Date(),
): Promise<Map<string, number[]>> {
  const visibility = visibilityOf(caller.principal, "token");
  return withTenant(visibility.tenantId, (tx) =>
    findTrends(tx, visibility, input.publicIds, stepsOf("30d", now).begins),
  );
}
