import { createHmac, timingSafeEqual } from "node:crypto";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { isFailure } from "../domain/failure";
import { env } from "../env";
import { storage } from "../storage/storage";

/**
 * How far a tenant's chain had come at some moment, kept outside the database under a key that is not in it: whoever can
 * rewrite the whole chain still cannot make an anchor that fits it.
 */
export type ChainAnchor = { tenantId: string; seq: number /** Hexadecimal. */; hash: string; at: string };

/** What is kept where the anchor should be. `foreign`: it was made with another key, or somebody made it up. */
export type KeptAnchor = { state: "none" | "foreign" } | { state: "sound"; anchor: ChainAnchor };

const fileName = "audit/anchor.json";
const sizeMaximum = 4_096;

const anchorFile = z.object({
  tenantId: z.uuid(),
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  mac: z.string(),
});

export async function writeAnchor(anchor: ChainAnchor): Promise<void> {
  const content = Buffer.from(`${JSON.stringify({ ...anchor, mac: macOf(anchor) })}\n`);
  await (await storage()).put({ tenantId: anchor.tenantId, name: fileName }, toStream(content), sizeMaximum);
}

/** @throws whatever the storage throws, other than that there is no such file */
export async function readAnchor(tenantId: string): Promise<KeptAnchor> {
  const store = await storage();
  const content = await store
    .get({ tenantId, name: fileName })
    .then(text)
    .catch((error: unknown) => {
      if (isFailure(error) && error.code === "not-found") return null;
      throw error;
    });
  if (content === null) return { state: "none" };
  const parsed = anchorFile.safeParse(jsonOf(content));
  if (!parsed.success) return { state: "foreign" };
  const { mac, ...anchor } = parsed.data;
  const isOwn = anchor.tenantId === tenantId && isSame(mac, macOf(anchor));
  return isOwn ? { state: "sound", anchor } : { state: "foreign" };
}

function macOf({ tenantId, seq, hash, at }: ChainAnchor): string {
  const secret = env().PORTAL_AUDIT_KEY ?? env().PORTAL_SESSION_SECRET;
  const key = createHmac("sha256", secret).update("audit chain anchor").digest();
  return createHmac("sha256", key)
    .update(JSON.stringify([tenantId, seq, hash, at]))
    .digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

async function* toStream(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
