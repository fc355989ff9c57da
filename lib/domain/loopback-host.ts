import { z } from "zod";

/**
 * Whether a host is this machine itself, so that nothing sent there crosses a network: `localhost` and the names below it
 * (RFC 6761, 6.3), 127.0.0.0/8 and ::1.
 * @param host as `URL.hostname` has it
 */
export function isLoopbackHost(host: string): boolean {
  if (/(^|\.)localhost\.?$/i.test(host)) return true;
  if (z.ipv4().safeParse(host).success) return host.startsWith("127.");
  return host === "[::1]" || host === "::1";
}
