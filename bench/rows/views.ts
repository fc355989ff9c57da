import { randomUUID } from "node:crypto";
import { inRounds, ratioOf, type Spread, spreadOf } from "../harness/ratio";
import type { Stage } from "../harness/stage";
import type { WorldTenant } from "../world/token-world";
import type { Run } from "./row";

/** So often each view is asked for in a round; its time is the median of these. */
const repeats = 7;

/** Use-cases read their settings when they are first used: they are loaded after this only. */
export function settleOn({ large, sessionSecret, pepper }: Stage): void {
  process.env.DATABASE_URL = large.urls.appUrl;
  process.env.DATABASE_AUTH_URL = large.urls.authUrl;
  process.env.PORTAL_SESSION_SECRET = sessionSecret;
  process.env.PORTAL_TOKEN_PEPPER = pepper;
}

/** The administrator of a generated tenant, as use-cases see one. */
export function administratorOf({ id, slug, administratorId }: WorldTenant) {
  const principal = {
    kind: "member",
    tenantId: id,
    tenantSlug: slug,
    memberId: administratorId,
    memberName: "Bench",
    memberEmail: "bench@bench.example",
    role: "global-administrator",
    sessionId: randomUUID(),
    provenAt: new Date(),
  } as const;
  return { principal, ip: "192.0.2.1", userAgent: "bench", requestId: randomUUID() };
}

export type View = { what: string; query: Record<string, unknown> };

/** Each view of one tenant against the same of the other: the median of the rounds, worst view first. */
export async function compareViews(
  { pace, note }: Run,
  views: readonly View[],
  ask: (which: "large" | "small", query: Record<string, unknown>) => Promise<unknown>,
): Promise<{ what: string; ratio: Spread; milliseconds: Spread }[]> {
  const found: { what: string; ratio: Spread; milliseconds: Spread }[] = [];
  for (const { what, query } of views) {
    await ask("large", query);
    await ask("small", query);
    const sides = await inRounds(
      pace.rounds,
      { large: () => timeOf(() => ask("large", query)), small: () => timeOf(() => ask("small", query)) },
      () => undefined,
    );
    const { large, small } = sides;
    if (large === undefined || small === undefined) continue;
    found.push({ what, ratio: ratioOf(large, small), milliseconds: spreadOf(large.values) });
    note(`${what}: ${found.at(-1)?.ratio.median.toFixed(2)}, ${found.at(-1)?.milliseconds.median.toFixed(1)} ms`);
  }
  return found.sort((a, b) => b.ratio.median - a.ratio.median);
}

export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return spreadOf(times).median;
}
