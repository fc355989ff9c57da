import ipaddr from "ipaddr.js";

/**
 * The network that stands for an address where single addresses would be too many: /24 of IPv4, /48 of IPv6, which is what
 * one site usually has. The text of anything else stays as it is.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.parse(address);
  const bits = parsed.kind() === "ipv4" ? 24 : 48;
  const family = parsed.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(`${address}/${bits}`).toString()}/${bits}`;
}
