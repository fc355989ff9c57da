import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { ipRangeList } from "../domain/ip-range-list";
import { parseListQuery } from "../domain/list-query";
import { scanContinued } from "../domain/scan";
import {
  expectOperatorsLikeModel,
  expectPagesLikeModel,
  expectScansLikeModel,
  type ModelledAnswer,
  type ModelledList,
} from "../filter-language/expect-like-model";
import { sampleNow, sampleRows } from "../filter-language/samples";
import { listIpRanges } from "./list-ip-ranges";

const client = appClient();
const idOf = (index: number) => String((index * 7_919) % 100_003).padStart(24, "0");
const tags = ["branch", "Branch", "hq", "Émile", "總部"].map((name, index) => ({ id: `tag${index}`, name }));
const tagIds = tags.map(({ id }) => id);

const sample = fc.record({
  category: fc.integer({ min: 1, max: 6 }),
  tagIds: fc.uniqueArray(fc.constantFrom(...tagIds), { maxLength: 3 }),
});
type Row = { id: string; name: string; category: number; tagIds: string[] };

async function storedList(count: number): Promise<ModelledList<Row>> {
  const tenant = await makeTenant(client);
  const tenantId = tenant.id;
  const reader = await makeMember(client, tenant, { role: "global-reader" });
  const rows = sampleRows(sample, count).map((row, index) => ({
    ...row,
    id: idOf(index),
    name: `${["Ab", "ab", "b C", "é"][index % 4]} ${(index * 31) % count}`,
  }));
  await withTenant(
    tenantId,
    async (tx) => {
      await tx.ipTag.createMany({ data: tags.map((tag) => ({ tenantId, ...tag })) });
      await tx.ipRange.createMany({
        data: rows.map((row) => ({ tenantId, ...row, overrideOrganization: false, modifiedAt: sampleNow })),
      });
    },
    client,
  );
  return {
    settings: ipRangeList,
    rows,
    idOf: ({ id }) => id,
    values: { category: ({ category }) => category, tags: (row) => row.tagIds, builtIn: () => false },
    sortKeys: { name: ({ name }) => [name], category: ({ category }) => [category], tags: (row) => [namesOf(row)] },
    sampleValues: { tags: fc.constantFrom(...tagIds, "tag9") },
    ask: (request) => ask(reader, request),
  };
}

/** As one text that sorts like the list of names. */
function namesOf({ tagIds: worn }: Row): string {
  const names = tags.filter(({ id }) => worn.includes(id)).map(({ name }) => name);
  return names.toSorted((one, other) => (one < other ? -1 : 1)).join("\u0001");
}

async function ask(reader: TestMember, request: Record<string, unknown>): Promise<ModelledAnswer> {
  const parsed = parseListQuery(ipRangeList, request, sampleNow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { rows, scanAfter, ...page } = await listIpRanges(callerOf(reader), parsed.query);
  const nextFilters = scanAfter === null ? null : scanContinued(request.filters, scanAfter);
  return { ...page, ids: rows.map(({ id }) => id), nextFilters };
}

describe("the filters of IP ranges keep what a model in memory keeps", () => {
  let list: ModelledList<Row>;
  beforeAll(async () => {
    list = await storedList(90);
  });

  test("by each operator of each filter", () => expectOperatorsLikeModel(list, 20), 120_000);
  test("together, in each order, page by page", () => expectPagesLikeModel(list, 60), 120_000);
  test("in scans of more than a page", async () => expectScansLikeModel(await storedList(1_100), 6), 120_000);
});
