import { clientFamily } from "@/lib/domain/client-name";
import { type CallOutcome, isUse } from "@/lib/domain/token-usage";
import type { DemoRandom } from "./demo-random";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Calls are counted for this long before now. */
const countedDays = 30;

/** What a program does with its token, all the time from its generation to its last call. */
export type DemoCallerPlan = {
  lastMinutesAgo: number;
  everyMinutes: number;
  method: "GET" | "POST";
  route: string;
  client: string;
  /** Last number of the address within the tenant's network. */
  host: number;
};

export type DemoCall = {
  hour: Date;
  method: string;
  route: string;
  outcome: CallOutcome;
  client: string;
  network: string;
  calls: number;
  lastAt: Date;
};

type Times = { network: string; createdAt: Date; revokedAt: Date | null; now: Date };

/**
 * The calls of a token by the hour, with what real programs bring along: quiet nights and weekends, a look at
 * `/api/v1/me/` each morning, somebody who tries by hand, mistakes, a burst that was slowed down, and calls that go on
 * after a revocation. Its addresses come with them, the latest first.
 */
export function demoUsage(
  plan: DemoCallerPlan,
  times: Times,
  random: DemoRandom,
): { calls: DemoCall[]; addresses: { ip: string; at: Date }[] } {
  const { network, createdAt, revokedAt, now } = times;
  const lastAt = now.getTime() - plan.lastMinutesAgo * minute;
  const earliest = Math.max(createdAt.getTime(), now.getTime() - countedDays * day);
  const calls = [...regularCalls(plan, { network, lastAt, earliest }, random)];
  const moments = calls.map((call) => call.lastAt.getTime()).filter((at) => at < lastAt);
  const base = { ...plan, network: `${network}.${plan.host}`, client: clientFamily(plan.client) };
  for (const at of moments) {
    const chance = random.next();
    if (plan.everyMinutes < 1440 && new Date(at).getUTCHours() === 6)
      calls.push(callAt(at, { ...base, method: "GET", route: "/api/v1/me/", outcome: "answered", calls: 1 }));
    if (chance < 0.006) calls.push(callAt(at, { ...base, outcome: "invalid", calls: random.between(1, 4) }));
    else if (chance < 0.009) calls.push(callAt(at, { ...base, outcome: "failed", calls: 1 }));
    else if (chance < 0.012 && plan.everyMinutes < 10)
      calls.push(callAt(at, { ...base, outcome: "rate-limited", calls: random.between(20, 180) }));
    else if (chance > 0.985) calls.push(callAt(at, byHand(plan, network, random)));
  }
  if (revokedAt !== null && plan.everyMinutes < 60)
    for (let after = 1; after <= 20; after += 1)
      calls.push(callAt(revokedAt.getTime() + after * hour, { ...base, outcome: "revoked", calls: 2 }));
  return { calls: merged(calls), addresses: addressesOf(calls) };
}

function byHand(plan: DemoCallerPlan, network: string, random: DemoRandom) {
  const outcome: CallOutcome = random.next() < 0.2 ? "forbidden" : "answered";
  const ip = `${network}.${200 + random.between(0, 3)}`;
  return { method: "GET", route: plan.route, outcome, client: "curl", network: ip, calls: random.between(1, 3) };
}

/** Walks back from the last call, hour by hour or in the plan's longer steps, and counts the calls of each hour. */
function* regularCalls(
  plan: DemoCallerPlan,
  span: { network: string; lastAt: number; earliest: number },
  random: DemoRandom,
): Generator<DemoCall> {
  const every = plan.everyMinutes * minute;
  for (let at = span.lastAt; at >= span.earliest; at -= Math.max(every, hour)) {
    const begin = at - (at % hour);
    const end = at === span.lastAt || every >= hour ? at : begin + hour - every;
    const fullHour = 1 + Math.floor((end - begin) / every);
    const calls = every >= hour ? 1 : Math.max(1, Math.round(fullHour * busyness(begin, random)));
    const { method, route, host, client } = plan;
    const caller = { client: clientFamily(client), network: `${span.network}.${host}` };
    yield callAt(end, { method, route, outcome: "answered", ...caller, calls });
  }
}

function busyness(at: number, random: DemoRandom): number {
  const date = new Date(at);
  const isWeekend = [0, 6].includes(date.getUTCDay());
  const isNight = date.getUTCHours() < 6 || date.getUTCHours() > 20;
  return (isWeekend ? 0.45 : 1) * (isNight ? 0.6 : 1) * (0.7 + random.next() * 0.5);
}

function callAt(at: number, call: Omit<DemoCall, "hour" | "lastAt">): DemoCall {
  const { method, route, outcome, client, network, calls } = call;
  return { hour: new Date(at - (at % hour)), method, route, outcome, client, network, calls, lastAt: new Date(at) };
}

/** One row for each hour and kind, as the counts are kept. */
function merged(calls: readonly DemoCall[]): DemoCall[] {
  const rows = new Map<string, DemoCall>();
  for (const call of calls) {
    const { hour: begin, method, route, outcome, client, network } = call;
    const key = [begin.getTime(), method, route, outcome, client, network].join(" ");
    const known = rows.get(key);
    const lastAt = known && known.lastAt > call.lastAt ? known.lastAt : call.lastAt;
    rows.set(key, { ...call, calls: call.calls + (known?.calls ?? 0), lastAt });
  }
  return [...rows.values()];
}

function addressesOf(calls: readonly DemoCall[]): { ip: string; at: Date }[] {
  const latest = new Map<string, Date>();
  for (const { network, lastAt, outcome } of calls)
    if (isUse(outcome) && lastAt > (latest.get(network) ?? new Date(0))) latest.set(network, lastAt);
  return [...latest]
    .map(([ip, at]) => ({ ip, at }))
    .sort((one, other) => other.at.getTime() - one.at.getTime())
    .slice(0, 5);
}
