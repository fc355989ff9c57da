import type { TokenUse } from "@/lib/domain/api-token";
import { firstCallPath } from "./token-paths";

/** The answer to "was it called yet?": its call, nothing so far, or that this can no longer be asked from here. */
export type FirstCallAnswer = { state: "received"; use: TokenUse } | { state: "waiting" } | { state: "ended" };

/** Asks once. A server that is out of reach for a moment counts as nothing so far. */
export async function askFirstCall(publicId: string, signal: AbortSignal): Promise<FirstCallAnswer> {
  try {
    const response = await fetch(firstCallPath(publicId), { cache: "no-store", redirect: "error", signal });
    if (response.status >= 400 && response.status < 500) return { state: "ended" };
    if (!response.ok) return { state: "waiting" };
    return readFirstCall(await response.json());
  } catch {
    return { state: "waiting" };
  }
}

/** Reads the answer's body; one that makes no sense ends the watch. */
export function readFirstCall(body: unknown): FirstCallAnswer {
  if (!isRecord(body) || !("firstCall" in body)) return { state: "ended" };
  const { firstCall } = body;
  if (firstCall === null) return { state: "waiting" };
  if (!isRecord(firstCall)) return { state: "ended" };
  const { at, ip, userAgent, method, route } = firstCall;
  const time = typeof at === "string" ? new Date(at) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) return { state: "ended" };
  return {
    state: "received",
    use: { at: time, ip: text(ip), userAgent: text(userAgent), method: text(method), route: text(route) },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
