import ipaddr from "ipaddr.js";

/** Whoever has an IPv6 address has the 64 bits behind its network, so what is limited by source is counted against that. */
export function networkOf(ip: string): string {
  if (!ip.includes(":")) return ip;
  return ipaddr.parse(ip).toNormalizedString().split(":").slice(0, 4).join(":");
}
