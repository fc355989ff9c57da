import { type DemoAccount, type DemoTenant, demoAccounts } from "./demo-people";
import type { DemoRandom } from "./demo-random";

/* Where the demo's people send their requests from, and what these are called. */

export const demoBrowsers: readonly [string, ...string[]] = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
];

/** The browser that a person uses. */
export function browserOf(account: DemoAccount): string {
  return demoBrowsers[demoAccounts.indexOf(account) % demoBrowsers.length] ?? demoBrowsers[0];
}

/** Each person has an address in the office and now and then works from elsewhere. */
export function addressOf(tenant: DemoTenant, account: DemoAccount, random: DemoRandom): string {
  const office = `${tenant.network}.${100 + demoAccounts.indexOf(account)}`;
  return random.next() < 0.85 ? office : `2001:db8:${random.between(1, 40)}::${random.between(2, 90)}`;
}

export function requestIdFrom(random: DemoRandom): string {
  return uuidFrom(random, "4");
}

export function sessionIdFrom(random: DemoRandom): string {
  return uuidFrom(random, "7");
}

function uuidFrom(random: DemoRandom, version: "4" | "7"): string {
  const digits = (length: number) => Array.from({ length }, () => random.between(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-${version}${digits(3)}-a${digits(3)}-${digits(12)}`;
}
