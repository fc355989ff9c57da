import { type LookupAddress, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** The address is one that nobody may reach through the portal. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
}

/**
 * Whether the portal may connect to an address that a tenant chose: public unicast addresses, and the networks that the
 * operator allows. Loopback, link-local (where clouds keep their metadata), private, shared, multicast and reserved
 * addresses are refused, in their IPv4-in-IPv6 spellings too.
 */
export function mayReach(address: string, allowedNetworks: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const isAllowed = allowedNetworks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
  return isAllowed || parsed.range() === "unicast";
}

/**
 * What `net.connect`, `tls.connect` and `https.request` resolve a name with, so that the address which was checked is the
 * one that is connected to: a name cannot point elsewhere a moment later.
 */
export function outboundLookup(allowedNetworks: readonly string[]): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const none: LookupAddress[] = [];
      if (error) return callback(error, none);
      const reachable = addresses.filter(({ address }) => mayReach(address, allowedNetworks));
      const [first] = reachable;
      if (first === undefined) return callback(new RefusedAddress(`${host} is at ${addresses[0]?.address}`), none);
      if (options.all) return callback(null, reachable);
      callback(null, first.address, first.family);
    });
  };
}

/** Addresses that are given as such are looked up by nobody. @throws RefusedAddress */
export function refuseLiteralAddress(host: string, allowedNetworks: readonly string[]): void {
  if (isIP(host) !== 0 && !mayReach(host, allowedNetworks)) throw new RefusedAddress(`${host} is not public`);
}
