import { log } from "../log";
import { type KeptAnchor, readAnchor, writeAnchor } from "./chain-anchor";
import { type ChainHead, findChainHeads, findLinkHashes } from "./chain-store";

const anchorEveryMilliseconds = 10 * 60_000;
/** Anchors are small files, possibly in a bucket far away. */
const readAtOnce = 20;

type Place = { head: ChainHead; kept: KeptAnchor };

/** Anchors every tenant's chain now and every ten minutes from now on. */
export function watchChains(): void {
  const look = () =>
    anchorChains(new Date()).catch((error: unknown) =>
      log().warn({ error: String(error) }, "the audit logs could not be anchored"),
    );
  void look();
  setInterval(look, anchorEveryMilliseconds).unref();
}

/**
 * Writes down outside the database how far each tenant's chain has come. An anchor that its chain no longer contains stays
 * as it is and is cried out: it is the proof that the log was tampered with, or that an older backup was restored.
 * Several processes may do so at once.
 * @returns the tenants whose log does not contain its anchor
 */
export async function anchorChains(now: Date): Promise<string[]> {
  const heads = await findChainHeads();
  const places: Place[] = [];
  for (let begin = 0; begin < heads.length; begin += readAtOnce) {
    const batch = heads.slice(begin, begin + readAtOnce);
    places.push(...(await Promise.all(batch.map(async (head) => ({ head, kept: await readAnchor(head.tenantId) })))));
  }
  const broken = await brokenAnchors(places);
  for (const { head, kept } of places) {
    const isNew = kept.state === "none" || (kept.state === "sound" && kept.anchor.seq < head.seq);
    if (head.hash === null || !isNew || broken.has(head.tenantId)) continue;
    const { tenantId, seq, hash } = head;
    await writeAnchor({ tenantId, seq, hash: hash.toString("hex"), at: now.toISOString() });
  }
  return [...broken];
}

async function brokenAnchors(places: readonly Place[]): Promise<Set<string>> {
  const broken = new Set<string>();
  const anchors = places.flatMap(({ kept }) => (kept.state === "sound" ? [kept.anchor] : []));
  const found = await findLinkHashes(anchors);
  const isKept = new Map(
    anchors.map((anchor) => [anchor.tenantId, found.get(anchor.tenantId)?.toString("hex") === anchor.hash]),
  );
  for (const { head, kept } of places) {
    if (kept.state === "none" || isKept.get(head.tenantId) === true) continue;
    broken.add(head.tenantId);
    log().error(
      { tenant: head.tenantSlug, anchor: kept.state === "sound" ? kept.anchor.seq : null },
      kept.state === "sound"
        ? "the audit log no longer contains what was anchored: was it tampered with, or an older backup restored?"
        : "the anchor of an audit log was made with another key, or by somebody else",
    );
  }
  return broken;
}
