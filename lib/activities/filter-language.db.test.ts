import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { activityList } from "../domain/activity-list";
import { entityKeys } from "../domain/filter-value";
import { parseListQuery } from "../domain/list-query";
import { nextScanFilters } from "../domain/scan";
import {
  expectOperatorsLikeModel,
  expectPagesLikeModel,
  expectScansLikeModel,
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
import { listActivities } from "./list-activities";

const client = appClient();
const idOf = (index: number) => String((index * 7_919) % 100_003).padStart(20, "0");

const sample = fc.record({
  happenedAt: sampleMoment,
  createdAt: sampleMoment,
  appId: fc.integer({ min: 0, max: 3 }),
  instance: fc.integer({ min: 0, max: 3 }),
  eventType: sampleText,
  actionType: sampleText,
  description: fc.array(sampleText, { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
  userName: maybe(sampleText),
  userDomain: maybe(sampleText),
  orgUnit: maybe(sampleText),
  userTags: sampleTexts,
  actor: maybe(sampleEntity),
  isImpersonated: fc.boolean(),
  isAdminEvent: fc.boolean(),
  takenAction: fc.constantFrom("block", "proxy", null),
  alertId: maybe(sampleText),
  policyId: maybe(sampleText),
  deviceType: fc.constantFrom("DESKTOP", "MOBILE", null),
  deviceTags: sampleTexts,
  userAgent: sampleText,
  userAgentTags: sampleTexts,
  ip: maybe(sampleText),
  ipCategory: fc.integer({ min: 0, max: 6 }),
  ipTags: sampleTexts,
  country: maybe(sampleText),
  organization: maybe(sampleText),
  sourceKeys: fc.uniqueArray(fc.constantFrom("t:2", "t:3", "s:stream1"), { maxLength: 2 }),
  objectIds: sampleTexts,
  fileIds: sampleTexts,
  office365Url: maybe(sampleText),
});
type Row = (typeof sample extends fc.Arbitrary<infer Sampled> ? Sampled : never) & { id: string };

const values: ModelledList<Row>["values"] = {
  service: ({ appId }) => appId,
  instance: ({ instance }) => instance,
  "user.orgUnit": ({ orgUnit }) => orgUnit,
  "user.username": ({ userName }) => userName,
  "user.tags": ({ userTags }) => userTags,
  "user.domain": ({ userDomain }) => userDomain,
  entity: ({ actor }) => actor,
  actionType: ({ actionType }) => actionType,
  "activity.eventActionType": ({ eventType }) => eventType,
  "activity.id": ({ id }) => id,
  "activity.impersonated": ({ isImpersonated }) => isImpersonated,
  "activity.type": ({ isAdminEvent }) => isAdminEvent,
  "activity.takenAction": ({ takenAction }) => takenAction,
  "activity.alertId": ({ alertId }) => alertId,
  activityObject: ({ objectIds }) => objectIds,
  "device.type": ({ deviceType }) => deviceType,
  "device.tags": ({ deviceTags }) => deviceTags,
  "userAgent.userAgent": ({ userAgent }) => userAgent,
  "userAgent.tags": ({ userAgentTags }) => userAgentTags,
  "location.country": ({ country }) => country,
  "location.organizations": ({ organization }) => organization,
  "ip.address": ({ ip }) => ip,
  "ip.category": ({ ipCategory }) => ipCategory,
  "ip.tags": ({ ipTags }) => ipTags,
  fileSelector: ({ fileIds }) => fileIds,
  fileId: ({ fileIds }) => fileIds,
  office365url: ({ office365Url }) => office365Url,
  text: ({ description }) => description,
  date: ({ happenedAt }) => happenedAt,
  created: ({ createdAt }) => createdAt,
  policy: ({ policyId }) => policyId,
  source: ({ sourceKeys }) => sourceKeys,
};

async function storedList(count: number): Promise<ModelledList<Row>> {
  const tenant = await makeTenant(client);
  const reader = await makeMember(client, tenant, { role: "security-reader" });
  const rows = sampleRows(sample, count).map((row, index) => ({ ...row, id: idOf(index) }));
  const stored = rows.map(({ actor, ...row }) => ({ ...row, actorKeys: actor === null ? [] : entityKeys(actor) }));
  await makeActivities(client, tenant, stored);
  return {
    settings: activityList,
    rows,
    idOf: ({ id }) => id,
    values,
    sortKeys: {
      date: ({ happenedAt }) => [happenedAt.getTime()],
      created: ({ createdAt }) => [createdAt.getTime()],
    },
    sampleValues: { "activity.id": fc.integer({ min: 0, max: count }).map(idOf) },
    ask: (request) => ask(reader, request),
  };
}

async function ask(reader: TestMember, request: Record<string, unknown>): Promise<ModelledAnswer> {
  const parsed = parseListQuery(activityList, request, sampleNow);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { rows, scanAfter, ...page } = await listActivities(callerOf(reader), parsed.query);
  const last = rows.at(-1);
  const { direction } = parsed.query;
  const next = { filters: request.filters, direction, now: sampleNow };
  const nextFilters =
    scanAfter === null || last === undefined
      ? null
      : nextScanFilters({ ...next, lastAt: last.happenedAt, after: scanAfter });
  return { ...page, ids: rows.map(({ id }) => id), nextFilters };
}

describe("the filters of activities keep what a model in memory keeps", () => {
  let list: ModelledList<Row>;
  beforeAll(async () => {
    list = await storedList(80);
  });

  test("by each operator of each filter", () => expectOperatorsLikeModel(list, 8), 120_000);
  test("together, in each order, page by page", () => expectPagesLikeModel(list, 80), 120_000);
  test("in scans of more than a page", async () => expectScansLikeModel(await storedList(1_200), 8), 120_000);
});
