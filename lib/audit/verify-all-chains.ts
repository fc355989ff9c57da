import type { ChainReport } from "../domain/audit-chain";
import { findChainHeads } from "./chain-store";
import { verifyChain } from "./verify-chain";

/** Verifies the log of every tenant, one after another, with a line about each for whoever operates the portal. */
export async function* verifyAllChains(now: Date): AsyncGenerator<{ line: string; isSound: boolean }> {
  for (const { tenantId, tenantSlug } of await findChainHeads()) {
    const report = await verifyChain(tenantId, now);
    const isSound = report.fault === null && report.anchor.state !== "foreign";
    yield { line: `${tenantSlug}: ${reportText(report)}`, isSound };
  }
}

function reportText({ fault, verified, anchor }: ChainReport): string {
  const rows = `${verified} ${verified === 1 ? "row" : "rows"} verified`;
  if (fault === null) {
    switch (anchor.state) {
      case "sound":
        return `${rows}, anchored up to row ${anchor.seq} at ${anchor.at}`;
      case "none":
        return `${rows}, not anchored yet`;
      case "foreign":
        return `${rows}, but the anchor was made with another key (PORTAL_AUDIT_KEY, PORTAL_SESSION_SECRET) or by somebody else`;
    }
  }
  const place = [fault.seq === null ? null : `row ${fault.seq}`, fault.eventId].filter(Boolean).join(", ");
  return `${place} ${faultTexts[fault.kind]} (${rows} before it)`;
}

const faultTexts: Record<NonNullable<ChainReport["fault"]>["kind"], string> = {
  changed: "is not what was written there",
  "event-missing": "is gone from the log",
  "link-missing": "is gone from the chain",
  "tail-missing": "and what came after it is gone: the log was longer when it was anchored",
  rewritten: "is not the one that was anchored: the chain was calculated anew",
  unchained: "was put in outside the chain",
};
