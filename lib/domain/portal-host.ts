/** Which host a request speaks to: the general URL, or one tenant's own (whose slug still has to be found). */
export type PortalHost = { kind: "base" } | { kind: "tenant"; slug: string };

/** The installation's general URL, which is an origin without a path, and its region, from the settings. */
export type PortalAddress = { baseUrl: string; region: string | undefined };

/**
 * The tenant's own origin: `https://contoso.portal.example.com`, with a region `https://contoso.eu.portal.example.com`.
 */
export function tenantOriginAt(address: PortalAddress, slug: string): string {
  const { baseUrl, region } = address;
  const host = baseUrl.indexOf("//") + 2;
  return `${baseUrl.slice(0, host)}${slug}.${region ? `${region}.` : ""}${baseUrl.slice(host)}`;
}

/**
 * Makes the reader of Host headers. Null for a host that is none of ours, whatever its port: the port is the operator's
 * mapping and carries no meaning, so any is taken, but a missing, repeated or malformed name is not.
 */
export function hostReader({ baseUrl, region }: PortalAddress): (host: string | undefined) => PortalHost | null {
  const baseName = new URL(baseUrl).hostname;
  const suffix = region ? `.${region}.${baseName}` : `.${baseName}`;
  return (host) => {
    const name = /^([a-z0-9.-]{1,253})(:\d{1,5})?$/.exec(host?.toLowerCase() ?? "")?.[1];
    if (name === undefined) return null;
    if (name === baseName || isLoopbackAlias(name, baseName)) return { kind: "base" };
    if (!name.endsWith(suffix)) return null;
    const slug = name.slice(0, -suffix.length);
    return /^[a-z0-9-]+$/.test(slug) ? { kind: "tenant", slug } : null;
  };
}

/** With the default base `localhost` the machine's loopback address is the same place. */
function isLoopbackAlias(name: string, baseName: string): boolean {
  return baseName === "localhost" && name === "127.0.0.1";
}
