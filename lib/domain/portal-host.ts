/** Which host a request speaks to: the general URL, or one tenant's own (whose slug still has to be found). */
export type PortalHost = { kind: "base" } | { kind: "tenant"; slug: string };

/** The installation's general URL and region, from the settings. */
export type PortalAddress = { baseUrl: string; region: string | undefined };

/**
 * The tenant's own origin: `https://contoso.portal.example.com`, with a region `https://contoso.eu.portal.example.com`.
 */
export function tenantOriginAt(address: PortalAddress, slug: string): string {
  const base = new URL(address.baseUrl);
  return `${base.protocol}//${slug}.${address.region ? `${address.region}.` : ""}${base.host}`;
}

/**
 * Reads a Host header. Null for a host that is none of ours, whatever its port: the port is the operator's mapping and
 * carries no meaning, so any is taken, but a missing, repeated or malformed name is not.
 */
export function parseHost(address: PortalAddress, host: string | undefined): PortalHost | null {
  const match = /^([a-z0-9.-]{1,253})(:\d{1,5})?$/.exec(host?.toLowerCase() ?? "");
  if (!match?.[1]) return null;
  const name = match[1];
  const baseName = new URL(address.baseUrl).hostname;
  if (name === baseName || isLoopbackAlias(name, baseName)) return { kind: "base" };
  const suffix = address.region ? `.${address.region}.${baseName}` : `.${baseName}`;
  if (!name.endsWith(suffix)) return null;
  const slug = name.slice(0, -suffix.length);
  return /^[a-z0-9-]+$/.test(slug) ? { kind: "tenant", slug } : null;
}

/** With the default base `localhost` the machine's loopback address is the same place. */
function isLoopbackAlias(name: string, baseName: string): boolean {
  return baseName === "localhost" && name === "127.0.0.1";
}
