import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { callerOf, makeMember, makeTenant } from "@/prisma/factories";
import { insertRows } from "@/prisma/insert-rows";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { accountList, entityList } from "../domain/entity-list";
import { entityKeys } from "../domain/filter-value";
import { type ListSettings, parseListQuery } from "../domain/list-query";
import {
  expectOperatorsLikeModel,
  expectPagesLikeModel,
  type ModelledList,
} from "../filter-language/expect-like-model";
import { maybe, sampleMoment, sampleNow, sampleRows, sampleText, sampleTexts } from "../filter-language/samples";
import { listEntities } from "./list-entities";

const client = appClient();
const names = ["ann", "bob@x.example", "O'Neil", "zoe", "Émile", "林雅婷"] as const;
const keys = names.flatMap((id) => [0, 1, 2, 3].flatMap((saas) => [0, 1].map((inst) => ({ id, saas, inst }))));

const sample = fc.record({
  displayName: sampleText,
  domain: maybe(sampleText),
  organization: maybe(sampleText),
  isAdmin: fc.boolean(),
  isExternal: maybe(fc.boolean()),
  status: fc.integer({ min: 0, max: 4 }),
  userGroups: sampleTexts,
  lastSeenAt: sampleMoment,
});
type Row = (typeof sample extends fc.Arbitrary<infer Sampled> ? Sampled : never) & (typeof keys)[number];
const rows: Row[] = sampleRows(sample, keys.length).flatMap((row, index) => {
  const key = keys[index];
  return key === undefined ? [] : [{ ...row, ...key }];
});

let caller: ReturnType<typeof callerOf>;

beforeAll(async () => {
  const tenant = await makeTenant(client);
  caller = callerOf(await makeMember(client, tenant, { role: "security-reader" }));
  const stored = rows.map((row) => ({
    tenantId: tenant.id,
    ...row,
    appName: null,
    entityKeys: [...entityKeys(row), ...entityKeys({ id: row.id, inst: 0, saas: 0 })],
  }));
  await withTenant(tenant.id, (tx) => insertRows(tx, "entity", stored), client);
});

function listOf(scope: "all" | "accounts", settings: ListSettings, shown: readonly Row[]): ModelledList<Row> {
  const parse = scope === "all" ? parseAll : parseAccounts;
  const byKey = ({ id, saas, inst }: Row) => [id, saas, inst];
  const byDate = (row: Row) => [row.lastSeenAt.getTime(), ...byKey(row)];
  return {
    settings,
    rows: shown,
    idOf: ({ id, saas, inst }) => `${id}|${saas}|${inst}`,
    values: {
      type: ({ saas }) => (saas === 0 ? ["user", "1"] : ["account", "2"]),
      isAdmin: ({ isAdmin }) => isAdmin,
      entity: ({ id, saas, inst }) => [
        { id, saas, inst },
        { id, saas: 0, inst: 0 },
      ],
      userGroups: ({ userGroups }) => userGroups,
      app: ({ saas }) => saas,
      instance: ({ saas, inst }) => ({ app: saas, instance: inst }),
      isExternal: ({ isExternal }) => isExternal,
      domain: ({ domain }) => domain,
      organization: ({ organization }) => organization,
      status: ({ status }) => status,
      service: ({ saas }) => saas,
      affiliation: ({ isExternal }) => isExternal,
      "user.username": ({ id }) => id,
    },
    sortKeys: { date: byDate, lastSeen: byDate, severity: byDate, username: byKey },
    sampleValues: { "user.username": fc.constantFrom(...names) },
    ask: async (request) => {
      const { rows: found, ...page } = await listEntities(caller, scope, parse(request));
      return { ...page, ids: found.map(({ id, saas, inst }) => `${id}|${saas}|${inst}`), nextFilters: null };
    },
  };
}

function parseAll(request: Record<string, unknown>) {
  const parsed = parseListQuery(entityList, request, sampleNow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.query;
}

function parseAccounts(request: Record<string, unknown>) {
  const parsed = parseListQuery(accountList, request, sampleNow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.query;
}

const accounts = rows.filter(({ saas }) => saas !== 0);

describe.each([
  { name: "entities", list: listOf("all", entityList, rows) },
  { name: "accounts", list: listOf("accounts", accountList, accounts) },
])("the filters of $name keep what a model in memory keeps", ({ list }) => {
  test("by each operator of each filter", () => expectOperatorsLikeModel(list, 15), 120_000);
  test("together, in each order, page by page", () => expectPagesLikeModel(list, 60), 120_000);
});
