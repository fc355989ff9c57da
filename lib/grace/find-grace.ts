import { withTenant } from "../db/transaction";
import { type Caller, isFullAdministrator, type MemberPrincipal } from "../domain/access";
import type { GraceNotice } from "../domain/grace-notice";
import { env } from "../env";
import type { AuthMode } from "../guard/lease";
import { findGraceSpans } from "./grace-store";

const shownMilliseconds = 24 * 60 * 60_000;

/**
 * What full administrators are told about `AUTH_MODE=grace` on every page: that it is set, and whether calls were let in
 * by it in the last day. Null for everyone else, and while the mode is strict; only the former costs a query.
 */
export async function findGrace(
  caller: Caller<MemberPrincipal>,
  now = new Date(),
  mode: AuthMode = env().AUTH_MODE,
): Promise<GraceNotice | null> {
  const { principal } = caller;
  if (mode.kind === "strict" || !isFullAdministrator(principal)) return null;
  const { tenantId } = principal;
  const since = new Date(now.getTime() - shownMilliseconds);
  const spans = await withTenant(tenantId, (tx) => findGraceSpans(tx, tenantId, since));
  const [first, ...others] = spans;
  if (first === undefined) return { seconds: mode.seconds, lately: null };
  const lately = others.reduce((all, { began, ended, calls }) => {
    return {
      began: began < all.began ? began : all.began,
      ended: ended > all.ended ? ended : all.ended,
      calls: all.calls + calls,
    };
  }, first);
  return { seconds: mode.seconds, lately };
}
