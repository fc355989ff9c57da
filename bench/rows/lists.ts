import { randomUUID } from "node:crypto";
import { inRounds, ratioOf, type Spread, spreadOf } from "../harness/ratio";
import type { Stage } from "../harness/stage";
import type { WorldTenant } from "../world/token-world";
import { atLeast, atMost, type Line, type Row, type Run } from "./row";

/** So often each view is asked for in a round; its time is the median of these. */
const repeats = 7;

export const lists: Row[] = [
  { id: "B12", title: "The tokens page of a tenant with 500,000 tokens against one with 50", measure: tokenLists },
  { id: "B13", title: "Row-level security on against off", measure: rowLevelSecurity },
  {
    id: "B16",
    title: "Alerts at 1,000,000 and activities at 5,000,000 in a tenant, against 1,000",
    measure: histories,
  },
];

async function measuredUseCases(stage: Stage) {
  // The use-cases read their settings when they are first used.
  process.env.DATABASE_URL = stage.large.urls.appUrl;
  process.env.DATABASE_AUTH_URL = stage.large.urls.authUrl;
  process.env.PORTAL_SESSION_SECRET = stage.sessionSecret;
  process.env.PORTAL_TOKEN_PEPPER = stage.pepper;
  const [tokens, input, alerts, alertInput, activities, activityInput] = await Promise.all([
    import("@/lib/tokens/list-tokens"),
    import("@/lib/domain/api-token"),
    import("@/lib/alerts/list-alert-page"),
    import("@/lib/domain/alert-view"),
    import("@/lib/activities/list-activity-page"),
    import("@/lib/domain/activity-view"),
  ]);
  return { ...tokens, ...input, ...alerts, ...alertInput, ...activities, ...activityInput };
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
  } as const;
  return { principal, ip: "192.0.2.1", userAgent: "bench", requestId: randomUUID() };
}

type View = { what: string; query: Record<string, unknown> };

/** Each view of one tenant against the same of the other: the median of the rounds, worst view first. */
async function compareViews(
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

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return spreadOf(times).median;
}

async function tokenLists(run: Run): Promise<Line[]> {
  const { stage } = run;
  const { listTokens, listTokensInput, tokenStatuses } = await measuredUseCases(stage);
  const { large, small } = stage.large.world;
  const tenants = { large, small };
  const ask = (which: "large" | "small", query: Record<string, unknown>) =>
    listTokens(administratorOf(tenants[which]), listTokensInput.parse(query));
  const sorts = ["generated", "name", "owner", "lastUsed"];
  const views: View[] = [null, ...tokenStatuses].flatMap((status) =>
    sorts.flatMap((sort) =>
      ["desc", "asc"].map((direction) => ({
        what: `${status ?? "living"} by ${sort}, ${direction}`,
        query: { status, sort, direction },
      })),
    ),
  );
  for (const search of ["夜間", "Café", "nightly export", "49999", "zoë østergård 7", "there is none"])
    views.push(
      ...["generated", "name", "lastUsed"].map((sort) => ({
        what: `search "${search}" by ${sort}`,
        query: { search, sort },
      })),
    );
  const compared = await compareViews(run, views, ask);
  const depth = await depths(run, ask);
  const worst = compared.slice(0, 5);
  return [
    atMost(`the worst of ${compared.length} first pages: ${worst[0]?.what}`, worst[0]?.ratio ?? spreadOf([]), 2),
    ...worst.slice(1).map(({ what, ratio, milliseconds }) => ({
      what: `next: ${what}`,
      figure: ratio,
      gate: "≤ 2",
      passed: ratio.median <= 2,
      remark: `${milliseconds.median.toFixed(1)} ms`,
    })),
    atMost("middle page : first page, the worst order", depth.middle, 3),
    atMost("last page : first page, the worst order", depth.last, 3),
  ];
}

type AskPage = (
  which: "large" | "small",
  query: Record<string, unknown>,
) => Promise<{ page: { next: string | null; previous: string | null } }>;

/** The last page is the first of the other direction, walked to from its neighbour; the middle one starts at a middle token. */
async function depths({ stage, pace }: Run, ask: AskPage): Promise<{ middle: Spread; last: Spread }> {
  const { sealCursor } = await import("@/lib/db/cursor");
  const { large } = stage.large.world;
  const places = { generated: "created_at", name: "name_key", owner: "owner_key" } as const;
  const ratios: { middle: Spread[]; last: Spread[] } = { middle: [], last: [] };
  for (const [sort, column] of Object.entries(places)) {
    const { rows } = await stage.large.admin.query<{ value: string; id: string }>(
      `select ${column}::text as value, id from (
         select ${column}, id, ntile(1000) over (order by ${column} desc, id desc) as part
         from api_token where tenant_id = $1 and revoked_at is null) as t
       where part in (500, 1000) order by part, ${column} desc, id desc`,
      [large.id],
    );
    const binding = ["tokens", large.id, "", "", "", sort, "desc"];
    const after = (index: number) =>
      sealCursor({ value: rows[index]?.value ?? "", id: rows[index]?.id ?? "" }, binding);
    const pages = { middle: after(0), last: after(Math.max(0, rows.length - 20)) };
    const sides = await inRounds(
      pace.rounds,
      {
        first: () => timeOf(() => ask("large", { sort })),
        middle: () => timeOf(() => ask("large", { sort, after: pages.middle })),
        last: () => timeOf(() => ask("large", { sort, after: pages.last })),
      },
      () => undefined,
    );
    const { first, middle, last } = sides;
    if (first === undefined || middle === undefined || last === undefined) continue;
    ratios.middle.push(ratioOf(middle, first));
    ratios.last.push(ratioOf(last, first));
  }
  const worst = (spreads: Spread[]) => spreads.reduce((one, other) => (other.median > one.median ? other : one));
  return { middle: worst(ratios.middle), last: worst(ratios.last) };
}

/** The fence is taken down for the measurement and put up again. */
async function rowLevelSecurity({ stage, pace, note }: Run): Promise<Line[]> {
  const { listTokens, listTokensInput } = await measuredUseCases(stage);
  const caller = administratorOf(stage.large.world.large);
  const fence = (word: "enable" | "disable") =>
    stage.large.admin.query(
      ["api_token", "token_use", "member"].map((table) => `alter table ${table} ${word} row level security`).join(";"),
    );
  const list = () => timeOf(() => listTokens(caller, listTokensInput.parse({ sort: "name" })));
  const sides = await inRounds(
    pace.rounds,
    {
      off: async () => {
        await fence("disable");
        try {
          await list();
          return await list();
        } finally {
          await fence("enable");
        }
      },
      on: async () => {
        await list();
        return list();
      },
    },
    note,
  );
  const { on, off } = sides;
  if (on === undefined || off === undefined) return [];
  return [atLeast("time of the list, off : on", ratioOf(off, on), 0.5)];
}

async function histories(run: Run): Promise<Line[]> {
  const { stage } = run;
  await stage.needsHistory();
  const { listAlertPage, alertView, alertPageInputOf, listActivityPage, activityView, activityPageInputOf } =
    await measuredUseCases(stage);
  const { large, small } = stage.large.world;
  const tenants = { large, small };
  const alertViews: View[] = [
    { what: "open alerts", query: {} },
    { what: "oldest first", query: { direction: "asc" } },
    { what: "closed", query: { status: "closed" } },
    { what: "of high severity", query: { severity: "high" } },
    { what: "of informational severity", query: { severity: "informational" } },
    { what: "of one app", query: { app: "11161" } },
    { what: "by title", query: { search: "download" } },
    { what: "of one day", query: { from: dayBefore(300), to: dayBefore(300) } },
  ];
  const activityViews: View[] = [
    { what: "all activities", query: {} },
    { what: "oldest first", query: { direction: "asc" } },
    { what: "of one app", query: { app: "11161" } },
    { what: "of one action", query: { action: "FileDownloaded" } },
    { what: "of one address", query: { ip: "203.0.113" } },
    { what: "by description", query: { search: "file" } },
    { what: "of one day", query: { from: dayBefore(300), to: dayBefore(300) } },
  ];
  const alerts = await compareViews(run, alertViews, (which, query) =>
    listAlertPage(administratorOf(tenants[which]), alertPageInputOf(alertView.parse(query), "UTC")),
  );
  const activities = await compareViews(run, activityViews, (which, query) =>
    listActivityPage(administratorOf(tenants[which]), activityPageInputOf(activityView.parse(query), "UTC")),
  );
  const lineOf = (kind: string) => (view: (typeof alerts)[number]) =>
    atMost(`${kind}: ${view.what}`, view.ratio, 3, `${view.milliseconds.median.toFixed(1)} ms`);
  return [...alerts.map(lineOf("alerts")), ...activities.map(lineOf("activities"))];
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
