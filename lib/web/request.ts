import { headers } from "next/headers";
import { readEntryFacts } from "./entry-headers";

/** Where the current request comes from, as the entry server established it. */
export async function requestOf(): Promise<{
  ip: string;
  userAgent: string;
  requestId: string;
}> {
  const received = await headers();
  const { ip, requestId } = readEntryFacts(received);
  return { ip, requestId, userAgent: received.get("user-agent") ?? "" };
}

/** Path and query of the current request. */
export async function requestedPath(): Promise<string> {
  return readEntryFacts(await headers()).path;
}
