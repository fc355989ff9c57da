import ipaddr from "ipaddr.js";

/** Addresses of connections whose canonical form is remembered, for a connection brings many requests. */
const peersMaximum = 1_000;

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Makes the function that tells a client's address. `X-Forwarded-For` counts only while the peer that sent it is a
 * trusted proxy: read from the right, the first address that is not one of ours is the client.
 * @param trustedProxies addresses or CIDR ranges
 * @throws Error naming the entry that is neither
 */
export function clientAddressReader(
  trustedProxies: readonly string[],
): (peer: string | undefined, forwardedFor: string | undefined) => string {
  const ranges = trustedProxies.map(rangeOf);
  const peers = new Map<string, string>();
  const remember = (peer: string) => {
    const direct = canonical(peer) ?? "0.0.0.0";
    if (peers.size >= peersMaximum) peers.clear();
    peers.set(peer, direct);
    return direct;
  };
  return (peer = "", forwardedFor) => {
    const direct = peers.get(peer) ?? remember(peer);
    if (ranges.length === 0 || !isWithin(direct, ranges)) return direct;
    const hops = (forwardedFor ?? "").split(",").map((hop) => canonical(hop.trim()));
    let client = direct;
    for (const hop of hops.reverse()) {
      if (hop === null) break;
      client = hop;
      if (!isWithin(hop, ranges)) break;
    }
    return client;
  };
}

/** IPv4 in dotted form, also when it came mapped into IPv6; IPv6 compressed. Null when it is no address. */
function canonical(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}

function rangeOf(entry: string): Range {
  try {
    if (entry.includes("/")) return ipaddr.parseCIDR(entry);
    const address = ipaddr.process(entry);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    throw new Error(`The setting PORTAL_TRUSTED_PROXIES has "${entry}", which is neither an address nor a CIDR range.`);
  }
}

function isWithin(address: string, ranges: readonly Range[]): boolean {
  const parsed = ipaddr.parse(address);
  return ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}
