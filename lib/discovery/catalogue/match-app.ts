import { BlockList, isIP } from "node:net";
import type { MatchableApp } from "@/lib/domain/discovery-app";

/** Finds the app that a host or address belongs to. */
export type AppMatcher = {
  /** By the longest domain that the host equals or ends in; the tenant's own apps first. Lower-case host. */
  byHost: (host: string) => number | undefined;
  /** By exact address, then by CIDR block. */
  byAddress: (address: string) => number | undefined;
};

/**
 * Builds a matcher; one look-up per label of the host, however many apps there are.
 * @param ownApps the tenant's custom apps; they win over the catalogue wherever both know the same domain
 */
export function createAppMatcher(
  catalogue: readonly MatchableApp[],
  ownApps: readonly MatchableApp[] = [],
): AppMatcher {
  const byDomain = new Map<string, number>();
  for (const app of [...catalogue, ...ownApps])
    for (const domain of app.domains) byDomain.set(domain.replace(/^\*\./, "").toLowerCase(), app.id);
  const addresses = new Map<string, number>();
  const blocks: { block: BlockList; id: number }[] = [];
  for (const app of ownApps)
    for (const address of app.addresses ?? []) {
      if (isIP(address) !== 0) addresses.set(address.toLowerCase(), app.id);
      else blocks.push({ block: blockOf(address), id: app.id });
    }
  return {
    byHost: (host) => longestSuffix(byDomain, host),
    byAddress: (address) => {
      const family = isIP(address) === 6 ? "ipv6" : "ipv4";
      return addresses.get(address) ?? blocks.find(({ block }) => block.check(address, family))?.id;
    },
  };
}

function longestSuffix(byDomain: ReadonlyMap<string, number>, host: string): number | undefined {
  let suffix = host;
  for (;;) {
    const id = byDomain.get(suffix);
    if (id !== undefined) return id;
    const dot = suffix.indexOf(".");
    if (dot < 0) return undefined;
    suffix = suffix.slice(dot + 1);
  }
}

function blockOf(cidr: string): BlockList {
  const [network = "", prefix = ""] = cidr.split("/");
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), isIP(network) === 6 ? "ipv6" : "ipv4");
  return block;
}
