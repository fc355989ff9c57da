/**
 * Where a program on this machine reaches a host below `.localhost`, which only browsers look up by themselves; null for
 * any other host.
 */
export function localhostDetour(origin: string): { address: string; host: string } | null {
  const { protocol, hostname, host, port } = new URL(origin);
  if (!hostname.endsWith(".localhost")) return null;
  return { address: `${protocol}//127.0.0.1${port === "" ? "" : `:${port}`}`, host };
}
