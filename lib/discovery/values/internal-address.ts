import { BlockList, isIP } from "node:net";

const INTERNAL = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
  ["224.0.0.0", 4],
  ["255.255.255.255", 32],
  ["0.0.0.0", 8],
] as const)
  INTERNAL.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
  ["::1", 128],
  ["::", 128],
] as const)
  INTERNAL.addSubnet(network, prefix, "ipv6");

/** Whether an address is private (RFC 1918, RFC 4193, RFC 6598), loopback, link-local, multicast or unspecified. */
export function isInternalAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return INTERNAL.check(address, "ipv4");
  return family === 6 && INTERNAL.check(address, "ipv6");
}

/** Names that never leave an organisation: a single label, and the special-use endings of RFC 6761, 6762 and 8375. */
export function isInternalHost(host: string): boolean {
  return (
    !host.includes(".") ||
    /\.(?:local|localhost|internal|intranet|lan|corp|home|home\.arpa|in-addr\.arpa|ip6\.arpa)$/.test(host)
  );
}
