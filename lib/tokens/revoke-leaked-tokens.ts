import { recordVisitorEvents } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type LeakReport, reportedSecret } from "../domain/leak-report";
import { env } from "../env";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { findReportedTokens, markReportedTokensRevoked } from "./leaked-token-store";
import { hashSecret, parsePeppers, parseSecret } from "./token-secret";

/** Whoever reports, known by nothing but the connection. */
export type Reporter = { ip: string; userAgent: string; requestId: string };

/** In the audit log and beside the revoked token, where a person's name would be. */
const reporterName = "Leak report";

/**
 * Revokes the tokens of a report, whosever they are: having a token is the proof that it is in the wrong hands or that its
 * owner wants it gone. Answers once every process refuses them. Texts that are no living token change nothing, so a report
 * may be repeated.
 * @returns how many were living until then; nobody outside may be told
 */
export async function revokeLeakedTokens(reporter: Reporter, report: LeakReport, now: Date): Promise<number> {
  const secrets = [...new Set(report.tokens.map(reportedSecret))].filter((secret) => parseSecret(secret) !== null);
  if (secrets.length === 0) return 0;
  const peppers = parsePeppers(env().PORTAL_TOKEN_PEPPER);
  const hashes = secrets.flatMap((secret) => peppers.map((pepper) => hashSecret(secret, pepper)));
  const found = await findReportedTokens(hashes);
  const living = found.filter(({ isRevoked }) => !isRevoked);
  const detail = { reason: "leaked", foundAt: report.foundAt ?? null };
  let revoked = 0;
  // One transaction for each tenant: the fence lets no transaction into two.
  for (const tenantId of new Set(living.map((token) => token.tenantId)))
    revoked += await withTenant(tenantId, async (tx) => {
      const ids = living.filter((token) => token.tenantId === tenantId).map(({ tokenId }) => tokenId);
      const marked = await markReportedTokensRevoked(tx, tenantId, ids, { name: reporterName, at: now });
      const events = marked.map(({ publicId, name }) => {
        return { action: "token.revoked", target: { kind: "token", id: publicId, name }, detail } as const;
      });
      await recordVisitorEvents(tx, { tenantId, actorName: reporterName, ...reporter }, events);
      return marked.length;
    });
  // Also where another report was quicker by a moment: its revocation may not count everywhere yet.
  if (found.length > 0) await confirmEverywhere();
  return revoked;
}
