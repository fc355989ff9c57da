import type { Caller, MemberPrincipal } from "../domain/access";
import { visibilityOf } from "../domain/access";
import type { ChainFault, ChainReport } from "../domain/audit-chain";
import { type KeptAnchor, readAnchor } from "./chain-anchor";
import { chainStart, nextHash } from "./chain-hash";
import { type ChainedRow, findChainedRows, findUnchainedEvent } from "./chain-store";

const pageRows = 2_000;

/**
 * Calculates the chain of the caller's tenant anew, for roles that may read the audit log.
 * @throws Failure `forbidden` for all others
 */
export function verifyEvents(caller: Caller<MemberPrincipal>, now: Date = new Date()): Promise<ChainReport> {
  visibilityOf(caller.principal, "audit");
  return verifyChain(caller.principal.tenantId, now);
}

/**
 * Calculates a tenant's chain anew from its rows and compares it with the links in the database and with the anchor outside
 * of it. Reads page by page in short transactions; what is written meanwhile is verified too or left for the next time.
 */
export async function verifyChain(tenantId: string, now: Date): Promise<ChainReport> {
  const kept = await readAnchor(tenantId);
  const walk = new ChainWalk(tenantId, kept);
  let fault: ChainFault | null = null;
  for (let isMore = true; isMore && fault === null; ) {
    const rows = await findChainedRows(tenantId, walk.seq, pageRows);
    fault = walk.go(rows);
    isMore = rows.length === pageRows;
  }
  fault ??= walk.missingTail();
  if (fault === null) {
    const eventId = await findUnchainedEvent(tenantId);
    if (eventId !== null) fault = { kind: "unchained", seq: null, eventId };
  }
  return {
    fault,
    verified: walk.seq,
    verifiedAt: now.toISOString(),
    anchor:
      kept.state === "sound" ? { state: "sound", seq: kept.anchor.seq, at: kept.anchor.at } : { state: kept.state },
  };
}

class ChainWalk {
  /** The number of the last link that was found to be right. */
  seq = 0;
  #hash: Buffer;

  constructor(
    tenantId: string,
    private readonly kept: KeptAnchor,
  ) {
    this.#hash = chainStart(tenantId);
  }

  /** Goes on along these links. @returns the first thing that is wrong */
  go(rows: readonly ChainedRow[]): ChainFault | null {
    for (const { seq, hash, eventId, row } of rows) {
      if (seq !== this.seq + 1) return { kind: "link-missing", seq: this.seq + 1, eventId: null };
      if (row === null) return { kind: "event-missing", seq, eventId };
      const expected = nextHash(this.#hash, row);
      if (!expected.equals(hash)) return { kind: "changed", seq, eventId };
      if (this.kept.state === "sound" && this.kept.anchor.seq === seq && this.kept.anchor.hash !== hash.toString("hex"))
        return { kind: "rewritten", seq, eventId };
      this.seq = seq;
      this.#hash = hash;
    }
    return null;
  }

  /** Called at the end of the chain. @returns what is wrong when the anchor says that it was longer */
  missingTail(): ChainFault | null {
    const isShort = this.kept.state === "sound" && this.kept.anchor.seq > this.seq;
    return isShort ? { kind: "tail-missing", seq: this.seq + 1, eventId: null } : null;
  }
}
