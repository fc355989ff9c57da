import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeFiles } from "@/prisma/file-factories";
import { appClient } from "../db/client";
import { folderType } from "../domain/file";
import { fileList } from "../domain/file-list";
import { entityKeys } from "../domain/filter-value";
import { parseListQuery } from "../domain/list-query";
import { scanContinued } from "../domain/scan";
import {
  expectOperatorsLikeModel,
  expectPagesLikeModel,
  expectScansLikeModel,
  type Filters,
  type ModelledAnswer,
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
import { listFiles } from "./list-files";

const client = appClient();
const idOf = (index: number) => String((index * 7_919) % 100_003).padStart(24, "0");

const sample = fc.record({
  appId: fc.integer({ min: 1, max: 3 }),
  instance: fc.integer({ min: 0, max: 1 }),
  name: sampleText,
  extension: maybe(sampleText),
  mimeType: maybe(sampleText),
  type: fc.integer({ min: 0, max: 6 }),
  isTrashed: fc.boolean(),
  isQuarantined: fc.boolean(),
  accessLevel: fc.integer({ min: 0, max: 4 }),
  createdAt: sampleMoment,
  modifiedAt: sampleMoment,
  seenAt: sampleMoment,
  owner: maybe(sampleEntity),
  ownerOrgUnit: maybe(sampleText),
  people: fc.array(sampleEntity, { maxLength: 2 }),
  groupIds: sampleTexts,
  domains: sampleTexts,
  parents: fc.array(sampleEntity, { maxLength: 2 }),
  policyIds: sampleTexts,
  labels: sampleTexts,
  scanWarnings: sampleTexts,
});
type Row = (typeof sample extends fc.Arbitrary<infer Sampled> ? Sampled : never) & { id: string };

const values: ModelledList<Row>["values"] = {
  service: ({ appId }) => appId,
  instance: ({ appId, instance }) => ({ app: appId, instance }),
  fileType: ({ type }) => type,
  // It says what is shown, and nothing of a file.
  allowDeleted: () => [true, false],
  trashed: ({ isTrashed }) => isTrashed,
  folder: ({ type }) => type === folderType,
  quarantined: ({ isQuarantined }) => isQuarantined,
  policy: ({ policyIds }) => policyIds,
  filename: ({ name }) => name,
  extension: ({ extension }) => extension,
  mimeType: ({ mimeType }) => mimeType,
  modifiedDate: ({ modifiedAt }) => modifiedAt,
  createdDate: ({ createdAt }) => createdAt,
  snapshotLastModifiedDate: ({ seenAt }) => seenAt,
  "collaborators.entity": ({ people }) => people,
  "collaborators.users": ({ people }) => people.map(({ id }) => id),
  "collaborators.domains": ({ domains }) => domains,
  "collaborators.groups": ({ groupIds }) => groupIds,
  "collaborators.withDomain": ({ domains }) => domains,
  "owner.entity": ({ owner }) => owner,
  "owner.username": ({ owner }) => owner?.id ?? null,
  "owner.orgUnit": ({ ownerOrgUnit }) => ownerOrgUnit,
  sharing: ({ accessLevel }) => accessLevel,
  fileId: ({ id }) => id,
  fileLabels: ({ labels }) => labels,
  fileScanLabels: ({ scanWarnings }) => scanWarnings,
  parentFolder: ({ parents }) => parents,
};

function isShown({ isTrashed }: Row, { allowDeleted, trashed }: Filters): boolean {
  const operand = allowDeleted?.eq;
  const allows = Array.isArray(operand) ? operand : [operand];
  return !isTrashed || trashed !== undefined || allows.some((one) => String(one) === "true");
}

async function storedList(count: number): Promise<ModelledList<Row>> {
  const tenant = await makeTenant(client);
  const reader = await makeMember(client, tenant, { role: "security-reader" });
  const rows = sampleRows(sample, count).map((row, index) => ({ ...row, id: idOf(index) }));
  const stored = rows.map(({ owner, people, parents, ...row }) => ({
    ...row,
    fileId: row.id,
    ownerAddress: owner?.id ?? null,
    ownerName: owner?.id ?? null,
    ownerKeys: owner === null ? [] : entityKeys(owner),
    collaboratorKeys: people.flatMap(entityKeys),
    parentKeys: parents.flatMap(entityKeys),
  }));
  await makeFiles(client, tenant, stored);
  const person = fc.constantFrom("ann", "bob@x.example", "nobody");
  const byModified = ({ modifiedAt }: Row) => [modifiedAt.getTime()];
  return {
    settings: fileList,
    rows,
    idOf: ({ id }) => id,
    values,
    sortKeys: { modifiedDate: byModified, dateModified: byModified },
    sampleValues: {
      fileId: fc.integer({ min: 0, max: count }).map(idOf),
      "owner.username": person,
      "collaborators.users": person,
    },
    isShown,
    ask: (request) => ask(reader, request),
  };
}

async function ask(reader: TestMember, request: Record<string, unknown>): Promise<ModelledAnswer> {
  const parsed = parseListQuery(fileList, request, sampleNow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { rows, scanAfter, ...page } = await listFiles(callerOf(reader), parsed.query);
  const nextFilters = scanAfter === null ? null : scanContinued(request.filters, scanAfter);
  return { ...page, ids: rows.map(({ id }) => id), nextFilters };
}

describe("the filters of files keep what a model in memory keeps", () => {
  let list: ModelledList<Row>;
  beforeAll(async () => {
    list = await storedList(90);
  });

  test("by each operator of each filter", () => expectOperatorsLikeModel(list, 8), 120_000);
  test("together, in each order, page by page", () => expectPagesLikeModel(list, 80), 120_000);
  test("in scans of more than a page", async () => expectScansLikeModel(await storedList(1_600), 8), 120_000);
});
