import ipaddr from "ipaddr.js";
import { Failure } from "../domain/failure";
import type { Subnet } from "../domain/ip-range";

const ipv4Bits = 32;
const mappedBits = 96;

/**
 * Reads blocks as people write them: CIDR or a single address, IPv4 or IPv6, host bits or not.
 * @throws Failure `invalid`, naming the first that is none, or two that overlap
 */
export function readSubnets(given: readonly string[]): Subnet[] {
  const subnets = given.map(readSubnet);
  const inOrder = [...subnets].sort((one, other) => compare(one.address, other.address) || one.mask - other.mask);
  // Blocks hold one another or are apart, so that in this order only neighbours can be the first to meet.
  for (const [index, subnet] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next !== undefined && next.address <= lastAddress(subnet)) throw overlapping(subnet, next.originalString);
  }
  return subnets;
}

export function overlapping(subnet: Pick<Subnet, "originalString">, other: string): Failure {
  return invalid(`${subnet.originalString} overlaps ${other}: ranges must be apart`);
}

/** Any spelling of an IPv6 address in eight full groups. */
export function fullAddress(address: string): string {
  return eightGroups(ipaddr.IPv6.parse(address));
}

function readSubnet(given: string): Subnet {
  const text = given.trim();
  const parsed = parse(text);
  if (parsed === null) throw invalid(`${text.slice(0, 100) || "an empty text"} is not an IP address or CIDR block`);
  const { address, mask } = parsed;
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${mask}`);
  return { address: eightGroups(network), mask, originalString: text };
}

function parse(text: string): { address: string; mask: number } | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return mapped(ipaddr.IPv4.parse(text), ipv4Bits);
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return mapped(...ipaddr.IPv4.parseCIDR(text));
  // A zone belongs to one machine's interface.
  if (text.includes("%")) return null;
  if (ipaddr.IPv6.isValid(text)) return { address: ipaddr.IPv6.parse(text).toString(), mask: mappedBits + ipv4Bits };
  if (!ipaddr.IPv6.isValidCIDR(text)) return null;
  const [address, mask] = ipaddr.IPv6.parseCIDR(text);
  return { address: address.toString(), mask };
}

function mapped(address: ipaddr.IPv4, mask: number): { address: string; mask: number } {
  return { address: address.toIPv4MappedAddress().toString(), mask: mappedBits + mask };
}

function lastAddress({ address, mask }: Subnet): string {
  return eightGroups(ipaddr.IPv6.broadcastAddressFromCIDR(`${address}/${mask}`));
}

function eightGroups({ parts }: ipaddr.IPv6): string {
  return parts.map((part) => part.toString(16).padStart(4, "0")).join(":");
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function invalid(sentence: string): Failure {
  return new Failure("invalid", sentence, { field: "subnets", messageKey: "invalid" });
}
