import { listTokensInput, tokenStatuses } from "@/lib/domain/api-token";
import { inRounds, ratioOf, type Spread, spreadOf } from "../harness/ratio";
import { atLeast, atMost, type Line, type Row, type Run } from "./row";
import { administratorOf, compareViews, settleOn, timeOf, type View } from "./views";

export const lists: Row[] = [
  {
    id: "B12",
    title: "The tokens page of a tenant with 500,000 tokens against one with 50",
    measure: tokenLists,
    whenMissed:
      "The text of fifteen letters has 773 matches among the half million and none among the fifty. All of them are read, to " +
      "find the newest, along two indexes: eight of the twenty milliseconds, where the small tenant takes six for everything.",
  },
  { id: "B13", title: "Row-level security on against off", measure: rowLevelSecurity },
];

async function tokenLists(run: Run): Promise<Line[]> {
  const { stage } = run;
  settleOn(stage);
  const { listTokens } = await import("@/lib/tokens/list-tokens");
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
  settleOn(stage);
  const { listTokens } = await import("@/lib/tokens/list-tokens");
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
