import { clientFamily } from "../domain/client-name";
import { type CallOutcome, isUse, otherCallers } from "../domain/token-usage";
import { DistinctValues } from "./distinct-values";
import { networkOf } from "./network-of";
import type { CallCountRow, UseRow } from "./usage-store";

/** One call of a known token, after its end. */
export type RecordedCall = {
  tenantId: string;
  tokenId: string;
  method: string;
  /** Route template, such as `/api/v1/alerts/:id/`. */
  route: string;
  outcome: CallOutcome;
  ip: string;
  userAgent: string;
  at: Date;
};

/** How many callers of one token an hour tells apart; of what comes beyond only the network or nothing is kept. */
const addressesPerToken = 50;
const networksPerToken = 50;
const clientsPerToken = 20;
/** What is remembered of all tokens together to tell those, some 10 MB. */
const rememberedMaximum = 50_000;
/** Counts with clients and networks of their own. Beyond it calls count for their token, route and outcome alone. */
const countsMaximum = 20_000;
const recentAddresses = 5;
const userAgentMaximum = 256;
const hourMilliseconds = 3_600_000;

/** A count in the making, with the words of the call that began it: the next call is mostly the same again. */
type Count = { row: CallCountRow; ip: string; userAgent: string };

type TokenCalls = { counts: Map<string, Count>; latest: Count | undefined; uses: Map<string, UseRow> };

/**
 * Calls between two flushes, counted by hour, method, route, outcome, client and network, with each token's latest use from
 * its last five addresses. Memory is bounded: by the tokens that called, and by fixed numbers for what a caller chooses.
 */
export class UsageBuffer {
  #tokens = new Map<string, TokenCalls>();
  #counts = 0;
  #hour = 0;
  readonly #addresses = new DistinctValues(addressesPerToken, rememberedMaximum);
  readonly #networks = new DistinctValues(networksPerToken, rememberedMaximum);
  readonly #clients = new DistinctValues(clientsPerToken, rememberedMaximum);

  /** How many rows a flush would write, about. */
  get size(): number {
    return Math.max(this.#tokens.size, this.#counts);
  }

  add(call: RecordedCall): void {
    const token = this.#callsOf(call.tokenId);
    const at = call.at.getTime();
    const hour = at - (at % hourMilliseconds);
    if (token.latest === undefined || !isSameAgain(token.latest, call, hour))
      token.latest = this.#countOf(token, call, hour);
    const { row } = token.latest;
    row.calls += 1;
    if (call.at > row.lastAt) row.lastAt = call.at;
    if (isUse(call.outcome)) keepUse(token.uses, call);
  }

  /** Gives everything away in the order in which all processes write it, so that no two can wait for each other. */
  drain(): { uses: UseRow[]; counts: CallCountRow[] } {
    const tokens = [...this.#tokens].sort(byKey).map(([, calls]) => calls);
    this.#tokens = new Map();
    this.#counts = 0;
    return {
      uses: tokens.flatMap(({ uses }) => [...uses.values()]),
      counts: tokens.flatMap(({ counts }) => [...counts].sort(byKey).map(([, { row }]) => row)),
    };
  }

  #callsOf(tokenId: string): TokenCalls {
    const known = this.#tokens.get(tokenId);
    if (known !== undefined) return known;
    const made: TokenCalls = { counts: new Map(), latest: undefined, uses: new Map() };
    this.#tokens.set(tokenId, made);
    return made;
  }

  #countOf(token: TokenCalls, call: RecordedCall, hour: number): Count {
    const { tenantId, tokenId, method, route, outcome, at } = call;
    const { client, network } = this.#callerOf(call, hour);
    const detailed = [hour, method, route, outcome, client, network].join(" ");
    const known = token.counts.get(detailed);
    if (known !== undefined) return known;
    const hasRoom = this.#counts < countsMaximum;
    const key = hasRoom ? detailed : [hour, method, route, outcome, otherCallers].join(" ");
    const shared = token.counts.get(key);
    if (shared !== undefined) return shared;
    const caller = hasRoom ? { client, network } : { client: otherCallers, network: otherCallers };
    const row = { tenantId, tokenId, hour: new Date(hour), method, route, outcome, ...caller, calls: 0, lastAt: at };
    const made = { row, ip: call.ip, userAgent: call.userAgent };
    token.counts.set(key, made);
    this.#counts += 1;
    return made;
  }

  #callerOf({ tokenId, ip, userAgent }: RecordedCall, hour: number): { client: string; network: string } {
    if (hour > this.#hour) {
      this.#hour = hour;
      for (const values of [this.#addresses, this.#networks, this.#clients]) values.clear();
    }
    const family = clientFamily(userAgent);
    return {
      client: this.#clients.admits(tokenId, family) ? family : otherCallers,
      network: this.#addresses.admits(tokenId, ip) ? ip : this.#wider(tokenId, networkOf(ip)),
    };
  }

  #wider(tokenId: string, network: string): string {
    return this.#networks.admits(tokenId, network) ? network : otherCallers;
  }
}

function isSameAgain({ row, ip, userAgent }: Count, call: RecordedCall, hour: number): boolean {
  return (
    row.hour.getTime() === hour &&
    row.route === call.route &&
    row.outcome === call.outcome &&
    row.method === call.method &&
    ip === call.ip &&
    userAgent === call.userAgent
  );
}

/** Keeps the latest use from each of the last five addresses. Calls may end in another order than that of their times. */
function keepUse(uses: Map<string, UseRow>, call: RecordedCall): void {
  const { tenantId, tokenId, method, route, ip, at } = call;
  const known = uses.get(ip);
  if (known !== undefined && known.at > at) return;
  if (known?.route === route && known.method === method && known.userAgent === call.userAgent) {
    known.at = at;
    return;
  }
  uses.set(ip, { tenantId, tokenId, at, ip, userAgent: call.userAgent.slice(0, userAgentMaximum), method, route });
  if (uses.size > recentAddresses) uses.delete(oldestOf(uses));
}

function oldestOf(uses: Map<string, UseRow>): string {
  const [first, ...others] = uses.values();
  return others.reduce((oldest, use) => (use.at < oldest.at ? use : oldest), first ?? { ip: "", at: new Date(0) }).ip;
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
