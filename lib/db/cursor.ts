import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../env";

/** Where in a sorted list a page begins: the sort value and the tie-breaking id of the row next to it. */
export type CursorPoint = { value: string | null; id: string };

/**
 * Makes a cursor: opaque to people, signed, and bound to the list it was made for.
 * @param binding everything the list depends on (tenant, reach, filter, sort), so that a cursor is useless elsewhere
 */
export function sealCursor(point: CursorPoint, binding: readonly string[]): string {
  const body = Buffer.from(JSON.stringify([point.value, point.id])).toString("base64url");
  return `${body}.${signature(body, binding)}`;
}

/** Reads a cursor back; null when it was changed or belongs to another list. The list then starts from the beginning. */
export function openCursor(cursor: string, binding: readonly string[]): CursorPoint | null {
  const [body, signed, ...rest] = cursor.split(".");
  if (!body || !signed || rest.length > 0) return null;
  const expected = Buffer.from(signature(body, binding));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const parsed: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
  if (!Array.isArray(parsed) || parsed.length !== 2) return null;
  const [value, id] = parsed;
  if ((value !== null && typeof value !== "string") || typeof id !== "string") return null;
  return { value, id };
}

function signature(body: string, binding: readonly string[]): string {
  const key = createHmac("sha256", env().PORTAL_SESSION_SECRET).update("list cursor").digest();
  return createHmac("sha256", key)
    .update(JSON.stringify([body, ...binding]))
    .digest("base64url")
    .slice(0, 27);
}
