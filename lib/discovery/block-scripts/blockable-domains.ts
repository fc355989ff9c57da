import { domainToASCII } from "node:url";
import { parse } from "tldts";
import type { RefusalReason, RefusedDomain } from "../../domain/block-script";
import { isHostName } from "../values/host-name";

/**
 * The domains that a block script may hold, sorted and once each, and those it may not: what is no host name (anything
 * that could be read as more than one word by an appliance), a public suffix such as `co.uk`, and whatever would cut off
 * a protected host, be it the host itself, a domain above it or one below it. International names become `xn--`.
 */
export function blockableDomains(
  domains: readonly string[],
  protectedHosts: readonly string[],
): { domains: string[]; refused: RefusedDomain[] } {
  const protectedNames = protectedHosts.map((host) => asciiName(host)).filter((host) => host !== "");
  const accepted = new Set<string>();
  const refused: RefusedDomain[] = [];
  for (const domain of new Set(domains)) {
    const name = asciiName(domain);
    const reason = refusalOf(name, protectedNames);
    if (reason === undefined) accepted.add(name);
    else refused.push({ domain, reason });
  }
  return { domains: [...accepted].sort(), refused };
}

/** Lower case, without wildcard and trailing dot; empty when it is no name at all. */
function asciiName(text: string): string {
  const bare = text.replace(/^\*\./, "").replace(/\.$/, "");
  // domainToASCII cuts at characters that end a URL's host: what it would change beyond letters is refused instead.
  return /[\s/\\?#@:%"'`;|&$<>(){}[\]^,!=+*~]|\p{Cc}/u.test(bare) ? "" : domainToASCII(bare);
}

function refusalOf(name: string, protectedNames: readonly string[]): RefusalReason | undefined {
  if (!isHostName(name)) return "not-a-host-name";
  const { domain, isIcann } = parse(name, { allowPrivateDomains: false });
  if (domain === null && isIcann) return "public-suffix";
  return protectedNames.some((host) => isWithin(host, name) || isWithin(name, host)) ? "protected" : undefined;
}

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
