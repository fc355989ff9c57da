import { expect, test } from "@playwright/test";
import { activityExample } from "@/lib/api-contract/activity-record";
import { alertExample } from "@/lib/api-contract/alert-record";
import { dataSourceExample } from "@/lib/api-contract/discovery-data-sources";
import type { Endpoint } from "@/lib/api-contract/endpoint";
import { fileExample } from "@/lib/api-contract/files";
import { ipRangeExample } from "@/lib/api-contract/ip-ranges";
import { policyExample } from "@/lib/api-contract/policies";
import { endpointList } from "@/lib/api-contract/v1";
import { settledAnswer } from "../support/golden-answer";
import { documentedCase, type GoldenCase, goldenNames, readGolden, writeGolden } from "../support/golden-file";
import { type GoldenWorld, makeGoldenWorld } from "../support/golden-world";
import { httpCall } from "../support/http-call";
import { runningPortal, tenantUrl } from "../support/running-portal";

/*
 * Requests in the form in which published clients send them, and the whole answers that they got. CONTRIBUTING.md tells
 * how they are recorded.
 */

const isRecording = process.env.UPDATE_GOLDEN === "1";
/** Ids that the golden world gives itself. */
const lasting = [
  ...[alertExample._id, alertExample.contextId, activityExample._id, fileExample._id, policyExample._id],
  ...[ipRangeExample._id, dataSourceExample._id, "64b0c0ffee0000000000abce", "0f8fad5b-d9cb-469f-a165-70867728950f"],
  ...["64b0c0ffee00000000000002", "0".repeat(24)],
].join(" ");

let world: GoldenWorld;

test.beforeEach(async () => {
  world = await makeGoldenWorld({
    appUrl: process.env.PORTAL_TEST_APP_URL ?? "",
    pepper: process.env.PORTAL_TEST_PEPPER ?? "",
  });
});

test.afterEach(() => world.close());

/** What agents of this product's own say to each other is tested with them: no other client sends it. */
const published = endpointList.filter(({ tokenKinds }) => tokenKinds === undefined || tokenKinds.includes("api"));

for (const endpoint of published)
  test(`${endpoint.name}: what clients send is answered as it was recorded`, async () => {
    const recorded = readGolden(endpoint.name);
    const cases = isRecording && recorded.length === 0 ? [documentedCase(endpoint)] : recorded;
    expect(cases, `Record its answer: UPDATE_GOLDEN=1 npm test -- e2e golden`).not.toHaveLength(0);
    if (endpoint.group === "Cloud Discovery") await world.reportTraffic();
    const answered: GoldenCase[] = [];
    for (const one of cases) {
      const response = await answerTo(endpoint, one);
      if (!isRecording) expect(response, one.as).toEqual(one.response);
      answered.push({ ...one, response });
    }
    if (isRecording) writeGolden(endpoint.name, answered);
  });

test("every recorded pair belongs to an endpoint", () => {
  const names = published.map(({ name }) => name);
  expect(goldenNames().filter((name) => !names.includes(name))).toEqual([]);
});

async function answerTo(
  endpoint: Endpoint,
  { request, recorded }: GoldenCase,
): Promise<NonNullable<GoldenCase["response"]>> {
  const { slug } = world.tenant;
  const body = typeof request.body === "object" ? JSON.stringify(request.body) : request.body;
  const uploadUrl = `${body}`.includes("{uploadUrl}") ? await world.sendLog() : "";
  const put = (text: string) => text.replaceAll("{secret}", world.secret).replaceAll("{uploadUrl}", uploadUrl);
  const answer = await httpCall({
    method: request.method,
    path: put(request.path),
    secret: null,
    tenant: slug,
    headers: Object.entries(request.headers).map(([name, value]) => [name, put(value)] as const),
    ...(body === undefined ? {} : { body: put(body) }),
  });
  const type = String(answer.headers["content-type"]);
  const content: unknown = type.startsWith("application/json") ? JSON.parse(answer.text) : answer.text;
  // Nobody records by mistake what breaks the contract.
  if (answer.status === 200) expect(endpoint.output.parse(content)).toEqual(content);
  const own = [
    ["{origin}", tenantUrl(slug)],
    ["{general origin}", new URL(runningPortal().baseUrl).origin],
    ["{tenant}", slug],
    ["{publicId}", world.publicId],
  ] as const;
  const settled = settledAnswer(content, { own, lasting, now: new Date() });
  return { status: answer.status, type, body: recorded === undefined ? settled : partsOf(settled, recorded) };
}

function partsOf(answer: unknown, names: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(Object(answer)).filter(([name]) => names.includes(name)));
}
