import { z } from "zod";
import type { FeedPlaces } from "./siem-feed-store";

/** What Postgres takes for a number of 64 bits, and for text: a cursor comes from outside. */
const transaction = z.string().regex(/^\d{1,18}$/);
const id = z
  .string()
  .max(1024)
  .refine((text) => !text.includes("\0"));
const point = z.object({ transaction, id }).nullable();
const places = z.object({ alerts: point, activities: point });

/** Where a batch ends, as one opaque word. It names places of the caller's own tenant only, so it need not be signed. */
export function sealPlaces(ends: FeedPlaces): string {
  return Buffer.from(JSON.stringify(ends)).toString("base64url");
}

/** The places that a cursor names; null when it is none. */
export function openPlaces(cursor: string): FeedPlaces | null {
  try {
    return places.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}
