import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { callerOf, makeMember, makeTenant } from "@/prisma/factories";
import { makeAlerts } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { alertList } from "../domain/alert-list";
import { entityKeys } from "../domain/filter-value";
import { parseListQuery } from "../domain/list-query";
import {
  expectOperatorsLikeModel,
  expectPagesLikeModel,
  type ModelledList,
} from "../filter-language/expect-like-model";
import {
  maybe,
  sampleEntity,
  sampleMoment,
  sampleNow,
  sampleRows,
  sampleText,
  sampleTexts,
} from "../filter-language/samples";
import { listAlerts } from "./list-alerts";

const client = appClient();
const count = 90;
const idOf = (index: number) => String((index * 7_919) % 100_003).padStart(24, "0");

const sample = fc.record({
  raisedAt: sampleMoment,
  severity: fc.integer({ min: 0, max: 3 }),
  resolution: fc.constantFrom(0, 0, 3, 4, 5),
  resolvedAt: maybe(sampleMoment),
  readAt: maybe(sampleMoment),
  risk: fc.integer({ min: 0, max: 5 }),
  typeNumber: fc.integer({ min: 0, max: 5 }),
  policyId: maybe(sampleText),
  accounts: fc.array(sampleEntity, { maxLength: 2 }),
  ips: sampleTexts,
  files: sampleTexts,
  apps: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
  instances: fc.array(fc.record({ app: fc.integer({ min: 1, max: 3 }), instance: fc.integer({ min: 0, max: 1 }) }), {
    maxLength: 2,
  }),
});
type Row = (typeof sample extends fc.Arbitrary<infer Sampled> ? Sampled : never) & { id: string };

/** The keys under which an alert is stored. */
function entityKeysOf({ accounts, ips, files, apps, instances, policyId }: Row): string[] {
  return [
    ...accounts.flatMap((account) => entityKeys(account).map((key) => `account:${key}`)),
    ...accounts.map(({ id }) => `user:${id}`),
    ...ips.map((ip) => `ip:${ip}`),
    ...files.map((file) => `file:${file}`),
    ...apps.map((app) => `service:${app}`),
    ...instances.flatMap(({ app, instance }) => [`instance:${instance}`, `instance:${app}|${instance}`]),
    ...(policyId === null ? [] : [`policy:${policyId}`]),
  ];
}

const isClosed = ({ resolution }: Row) => (resolution === 0 ? 0 : 1);
const isRead = ({ readAt }: Row) => (readAt === null ? 0 : 1);

const list: ModelledList<Row> = {
  settings: alertList,
  rows: sampleRows(sample, count).map((row, index) => ({ ...row, id: idOf(index) })),
  idOf: ({ id }) => id,
  values: {
    "entity.entity": ({ accounts }) => accounts,
    "entity.user": ({ accounts }) => accounts.map(({ id }) => id),
    "entity.ip": ({ ips }) => ips,
    "entity.service": ({ apps }) => apps,
    "entity.instance": ({ instances }) => instances,
    "entity.policy": ({ policyId }) => policyId,
    "entity.file": ({ files }) => files,
    alertOpen: ({ resolution }) => resolution === 0,
    severity: ({ severity }) => severity,
    resolutionStatus: ({ resolution }) => resolution,
    read: ({ readAt }) => readAt !== null,
    date: ({ raisedAt }) => raisedAt,
    resolutionDate: ({ resolvedAt }) => resolvedAt,
    risk: ({ risk }) => risk,
    alertType: ({ typeNumber }) => typeNumber,
    id: ({ id }) => id,
    source: ({ policyId }) => (policyId === null ? "built-in" : "policy"),
  },
  sortKeys: {
    date: ({ raisedAt }) => [raisedAt.getTime()],
    severity: ({ severity, raisedAt }) => [severity, raisedAt.getTime()],
    status: (row) => [isClosed(row), isRead(row), row.raisedAt.getTime()],
  },
  sampleValues: {
    id: fc.integer({ min: 0, max: count }).map(idOf),
    "entity.user": fc.constantFrom("ann", "bob@x.example", "nobody"),
  },
  ask: async (request) => {
    const parsed = parseListQuery(alertList, request, sampleNow);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { rows, ...page } = await listAlerts(caller, parsed.query);
    return { ...page, ids: rows.map(({ id }) => id), nextFilters: null };
  },
};
let caller: ReturnType<typeof callerOf>;

beforeAll(async () => {
  const tenant = await makeTenant(client);
  caller = callerOf(await makeMember(client, tenant, { role: "security-reader" }));
  const stored = list.rows.map((row) => {
    const { accounts: _a, ips: _i, files: _f, apps: _s, instances: _n, ...columns } = row;
    return { ...columns, entityKeys: entityKeysOf(row) };
  });
  await makeAlerts(client, tenant, stored);
});

describe("the filters of alerts keep what a model in memory keeps", () => {
  test("by each operator of each filter", () => expectOperatorsLikeModel(list, 15), 120_000);
  test("together, in each order, page by page", () => expectPagesLikeModel(list, 80), 120_000);
});
