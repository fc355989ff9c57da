import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { Prisma } from "../db/generated/client";
import { type Transaction, withTenant } from "../db/transaction";
import { visibilityOf } from "../domain/access";
import { activeSince, listTokensInput, statusOf, tokenSortFields, tokenStatuses } from "../domain/api-token";
import { listTokens } from "./list-tokens";
import { countTokens, findTokens } from "./token-list-store";

/** Olga administrates a tenant of thousands of tokens, Nils one of a few; both have the same names in theirs. */
let olga: TestMember;
let nils: TestMember;
const now = new Date();
const manyTokens = 5_000;

type Fact = { publicId: string; name: string; owner: string; email: string; lastUsed: number; generated: number };
type Stored = Fact & { id: string; revokedAt: Date | null };
let stored: Stored[];

const pageOf = async (member: TestMember, query: object) =>
  (await listTokens(callerOf(member), listTokensInput.parse(query), now)).page;

beforeAll(async () => {
  const client = appClient();
  const [large, small] = [await makeTenant(client), await makeTenant(client)];
  olga = await makeMember(client, large, { role: "global-administrator", name: "Olga" });
  const others = [await makeMember(client, large, { role: "security-reader", name: "陳雅婷" }), olga];
  nils = await makeMember(client, small, { role: "global-administrator", name: "Nils" });
  await fill(large.id, others, manyTokens);
  await fill(small.id, [nils], 40);
  const owner = new pg.Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await owner.connect();
  await owner.query("analyze api_token, token_use, member");
  await owner.end();
  stored = await facts(olga);
});

/** Tokens of every status; one in a hundred is called "rare", and those are neighbours in time. */
async function fill(tenantId: string, owners: TestMember[], count: number): Promise<void> {
  const ids = owners.map((owner) => owner.id);
  await withTenant(
    tenantId,
    async (tx) => {
      await tx.$executeRaw`
      insert into api_token (tenant_id, id, public_id, member_id, name, created_at, revoked_at)
      select ${tenantId}::uuid, gen_random_uuid(), lpad(to_hex(i), 12, '0'), (${ids}::uuid[])[1 + i % ${ids.length}::int],
             case when i between ${count}::int / 2 and ${count}::int / 2 + ${count}::int / 100 then '稀有 Rare '
                  else (array['nightly export ', 'Éclair ', '夜間匯出 '])[1 + i % 3] end || (i % 997) || ' ' || i,
             ${now}::timestamptz - interval '1 minute' * (i / 3),
             case when i % 10 = 0 then ${now}::timestamptz - interval '1 hour' end
      from generate_series(1, ${count}::int) as i`;
      await tx.$executeRaw`
      insert into token_use (tenant_id, token_id, last_used_at)
      select k.tenant_id, k.id, case when n % 4 = 0 then null else ${now}::timestamptz - interval '17 seconds' * (n * 7 % 50021) end
      from (select *, ('x' || substr(public_id, 5))::bit(32)::int as n from api_token where tenant_id = ${tenantId}::uuid) as k`;
    },
    appClient(),
    60_000,
  );
}

async function facts(member: TestMember): Promise<Stored[]> {
  const rows = await withTenant(member.tenant.id, (tx) =>
    tx.apiToken.findMany({ include: { member: true, use: { select: { lastUsedAt: true } } } }),
  );
  return rows.map((row) => ({
    id: row.id,
    publicId: row.publicId,
    name: row.name.toLowerCase(),
    owner: row.member.name.toLowerCase(),
    email: row.member.email.toLowerCase(),
    lastUsed: row.use?.lastUsedAt?.getTime() ?? -1,
    generated: row.createdAt.getTime(),
    revokedAt: row.revokedAt,
  }));
}

/** The list as it must be, out of plain memory. */
function expected(query: z.infer<typeof listTokensInput>): string[] {
  const needle = query.search.toLowerCase();
  const kept = stored.filter((token) => {
    const lastUsedAt = token.lastUsed < 0 ? null : new Date(token.lastUsed);
    const status = statusOf({ lastUsedAt, revokedAt: token.revokedAt }, now);
    if (query.status === null ? status === "revoked" : status !== query.status) return false;
    return [token.name, token.owner, token.email].some((text) => text.includes(needle));
  });
  const sign = query.direction === "asc" ? 1 : -1;
  kept.sort((a, b) => sign * (compare(a[query.sort], b[query.sort]) || compare(a.id, b.id)));
  return kept.map((token) => token.publicId);
}

/** As the database sorts: by code point. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" || typeof b === "number") return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const views = [null, ...tokenStatuses].flatMap((status) =>
  tokenSortFields.flatMap((sort) => (["asc", "desc"] as const).map((direction) => ({ status, sort, direction }))),
);

describe.each(["", "夜間", "rare", "é", "nightly export 99", "there is none"])(
  'a list of thousands searched for "%s"',
  (search) => {
    test("has the right rows in the right order on its first, second and last page, in every status and order", async () => {
      for (const view of views) {
        const query = listTokensInput.parse({ ...view, search });
        const all = expected(query);
        const idsOf = (page: { rows: { publicId: string }[] }) => page.rows.map((token) => token.publicId);
        const first = await pageOf(olga, query);
        expect(idsOf(first), JSON.stringify(query)).toEqual(all.slice(0, 25));
        if (first.next === null) continue;
        const second = await pageOf(olga, { ...query, after: first.next });
        expect(idsOf(second), JSON.stringify(query)).toEqual(all.slice(25, 50));
        const back = await pageOf(olga, { ...query, before: second.previous ?? undefined });
        expect(idsOf(back), JSON.stringify(query)).toEqual(idsOf(first));
        const turned = await pageOf(olga, { ...query, direction: query.direction === "asc" ? "desc" : "asc" });
        expect(idsOf(turned), JSON.stringify(query)).toEqual(all.reverse().slice(0, 25));
      }
    });
  },
);

test("a search finds the caller's tenant's tokens alone, though another tenant's have the same names", async () => {
  const [theirs, ours] = [await pageOf(nils, { search: "nightly" }), await pageOf(olga, { search: "nightly" })];
  expect(new Set(theirs.rows.map((token) => token.ownerName))).toEqual(new Set(["Nils"]));
  expect(ours.rows).toHaveLength(25);
  expect(ours.rows.every((token) => token.ownerName !== "Nils")).toBe(true);
  const found = await withTenant(
    nils.tenant.id,
    (tx) => tx.$queryRaw<{ ids: string[] }[]>`select find_tokens_by_text('export', 10000) as ids`,
  );
  expect(found[0]?.ids.length).toBeLessThanOrEqual(40);
});

test("every part of a token's texts finds it, however long the part is, and nothing else does", async () => {
  const partsOf = (text: string) => {
    const letters = [...text];
    const starts = letters.map((_letter, start) => start);
    return [1, 2, 3, 4, 5, 6, 7, letters.length].flatMap((size) =>
      starts.slice(0, letters.length - size + 1).map((start) => letters.slice(start, start + size).join("")),
    );
  };
  await withTenant(nils.tenant.id, async (tx) => {
    const tokens = await tx.apiToken.findMany({ select: { id: true, searchText: true }, take: 5 });
    for (const { id, searchText } of tokens)
      for (const needle of new Set([...partsOf(searchText), searchText.replace(" ", "  ")])) {
        const [found] = await tx.$queryRaw<{ ids: string[] }[]>`select find_tokens_by_text(${needle}, 10000) as ids`;
        expect(found?.ids.includes(id), `"${needle}" in "${searchText}"`).toBe(searchText.includes(needle));
      }
  });
});

test("counts agree with the lists, whatever a token went through", async () => {
  const counts = await withTenant(olga.tenant.id, (tx) =>
    countTokens(tx, visibilityOf(callerOf(olga).principal, "token"), now),
  );
  for (const status of ["generated", "active", "inactive"] as const) {
    const all = expected(listTokensInput.parse({ status }));
    expect(counts[status]).toBe(Math.min(all.length, 1_001));
  }
});

describe("what lists walk along follows the facts", () => {
  const shelfOf = (publicId: string) =>
    withTenant(nils.tenant.id, (tx) =>
      tx.apiToken.findFirst({
        where: { publicId },
        select: { shelf: true, ownerKey: true, searchText: true, use: { select: { listPart: true } } },
      }),
    );
  const change = (sql: (tx: Transaction) => Promise<unknown>) => withTenant(nils.tenant.id, sql);

  test("through a revocation by hand, and its undoing", async () => {
    const publicId = "000000000007";
    await change((tx) => tx.apiToken.updateMany({ where: { publicId }, data: { revokedAt: now } }));
    expect(await shelfOf(publicId)).toMatchObject({ shelf: 2, use: { listPart: 1 } });
    await change((tx) => tx.apiToken.updateMany({ where: { publicId }, data: { revokedAt: null } }));
    expect(await shelfOf(publicId)).toMatchObject({ shelf: 1, use: { listPart: 0 } });
  });

  test("and leaves an agent's token out of every list", async () => {
    const [id, publicId] = [randomUUID(), "a9e200000000"];
    await change(async (tx) => {
      const { id: memberId, tenant } = nils;
      const row = { tenantId: tenant.id, id, publicId, memberId, name: "collects logs", kind: "siem-agent" };
      await tx.apiToken.createMany({ data: [row] });
      await tx.tokenUse.createMany({ data: [{ tenantId: tenant.id, tokenId: id, lastUsedAt: now }] });
    });
    expect(await shelfOf(publicId)).toMatchObject({ shelf: 3, use: { listPart: 2 } });
    const ids = async (query: object) => (await pageOf(nils, query)).rows.map((token) => token.publicId);
    for (const view of views) {
      expect(await ids({ ...view, search: publicId }), JSON.stringify(view)).toEqual([]);
      expect(await ids({ ...view, search: "collects logs" }), JSON.stringify(view)).toEqual([]);
      expect(await ids(view), JSON.stringify(view)).not.toContain(publicId);
    }
  });

  test("through a new name of the owner", async () => {
    await change((tx) => tx.member.updateMany({ where: { id: nils.id }, data: { name: "Níls Ø" } }));
    expect(await shelfOf("000000000001")).toMatchObject({ ownerKey: "níls ø" });
    expect((await pageOf(nils, { search: "ÍLS" })).rows).toHaveLength(25);
    await change((tx) => tx.member.updateMany({ where: { id: nils.id }, data: { name: "Nils" } }));
  });
});

/** Plans as Postgres made and ran them, so far as the tests ask. */
type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Sort Space Type"?: string;
  Plans?: PlanNode[];
};
const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Sort Space Type": z.string().optional(),
    Plans: z.array(planNode).optional(),
  }),
);
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planNode })]) })]);

/** The same transaction, which also keeps the plan of each query. */
function explaining(tx: Transaction, nodes: PlanNode[]): Transaction {
  return new Proxy(tx, {
    get(target, name) {
      if (name !== "$queryRaw") return Reflect.get(target, name);
      return async (strings: TemplateStringsArray, ...values: unknown[]) => {
        const query = Prisma.sql(strings, ...values);
        // A table of this size may well be read whole; at a million rows only what an index can serve counts.
        await target.$executeRaw`set local enable_seqscan = off`;
        const rows = await target.$queryRaw`explain (analyze, timing off, format json) ${query}`;
        nodes.push(...allNodes(explained.parse(rows)[0]["QUERY PLAN"][0].Plan));
        return target.$queryRaw(query);
      };
    },
  });
}

function allNodes(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allNodes)];
}

describe("the database", () => {
  const tokenTables = new Set(["api_token", "token_use"]);
  const planned = async (query: object) => {
    const nodes: PlanNode[] = [];
    await withTenant(olga.tenant.id, (tx) =>
      findTokens(
        explaining(tx, nodes),
        visibilityOf(callerOf(olga).principal, "token"),
        listTokensInput.parse(query),
        now,
      ),
    );
    const scans = nodes.filter((node) => tokenTables.has(node["Relation Name"] ?? ""));
    expect(scans.length).toBeGreaterThan(0);
    return {
      sequential: scans.filter((node) => node["Node Type"] === "Seq Scan"),
      read: scans.reduce((sum, node) => sum + node["Actual Rows"] * node["Actual Loops"], 0),
      spilled: nodes.filter((node) => node["Sort Space Type"] === "Disk"),
    };
  };

  test("reads a page of an unfiltered view and no more, from an index, in every order and at every depth", async () => {
    for (const view of views.filter(
      ({ status }) => status === null || status === "generated" || status === "revoked",
    )) {
      const { next } = await pageOf(olga, view);
      const deep = await pageOf(olga, { ...view, after: next ?? undefined });
      for (const after of [undefined, next ?? undefined, deep.next ?? undefined]) {
        const plan = await planned({ ...view, after });
        expect(plan.sequential, JSON.stringify(view)).toEqual([]);
        expect(plan.spilled).toEqual([]);
        // Two shelves and the joins of what is shown; a slot of last uses is sorted whole.
        expect(plan.read, JSON.stringify(view)).toBeLessThan(250);
      }
    }
  });

  test("reads no more than a probe and the few matches for a filter, never the whole table", async () => {
    for (const view of [{ status: "active" }, { status: "inactive" }, { search: "rare" }, { search: "稀有" }])
      for (const sort of tokenSortFields) {
        const plan = await planned({ ...view, sort });
        expect(plan.sequential, JSON.stringify({ view, sort })).toEqual([]);
        expect(plan.spilled).toEqual([]);
        expect(plan.read, JSON.stringify({ view, sort })).toBeLessThan(2 * manyTokens);
      }
  });

  test("counts the cards from indexes, no further than the cap", async () => {
    const nodes: PlanNode[] = [];
    await withTenant(olga.tenant.id, (tx) =>
      countTokens(explaining(tx, nodes), visibilityOf(callerOf(olga).principal, "token"), now),
    );
    const scans = nodes.filter((node) => tokenTables.has(node["Relation Name"] ?? ""));
    expect(scans.filter((node) => node["Node Type"] === "Seq Scan")).toEqual([]);
    expect(Math.max(...scans.map((node) => node["Actual Rows"] * node["Actual Loops"]))).toBeLessThanOrEqual(1_001);
    expect(activeSince(now).getTime()).toBeLessThan(now.getTime());
  });
});
