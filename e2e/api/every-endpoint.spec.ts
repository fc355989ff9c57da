import { expect, test } from "@playwright/test";
import { activityExample } from "@/lib/api-contract/activity-record";
import { alertExample } from "@/lib/api-contract/alert-record";
import { dataSourceExample } from "@/lib/api-contract/discovery-data-sources";
import { uploadUrlExample } from "@/lib/api-contract/discovery-upload";
import type { Endpoint } from "@/lib/api-contract/endpoint";
import { entityExample } from "@/lib/api-contract/entities";
import { fileExample } from "@/lib/api-contract/files";
import { ipRangeExample } from "@/lib/api-contract/ip-ranges";
import { policyExample } from "@/lib/api-contract/policies";
import { endpointList } from "@/lib/api-contract/v1";
import { can } from "@/lib/domain/access";
import { type Role, roles } from "@/lib/domain/role-table";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { type HttpAnswer, httpCall } from "../support/http-call";

/** Walks the contract: what is declared there is what the running portal does, endpoint by endpoint. */
let own: ApiWorld;
let foreign: ApiWorld;
let admin: string;
let revoked: string;
let stranger: string;
let activityId: string;
let uploadUrl: string;

test.beforeAll(async () => {
  [own, foreign] = await Promise.all([makeApiWorld(), makeApiWorld()]);
  admin = await own.issue("global-administrator");
  revoked = await own.issue("global-administrator", { revokedAt: new Date() });
  stranger = await foreign.issue("global-administrator");
  [activityId = ""] = await own.recordActivities([{}]);
  uploadUrl = await sendLog();
});

test.afterAll(() => Promise.all([own.close(), foreign.close()]));

/** The URL of a file that was sent and not finished yet. */
async function sendLog(): Promise<string> {
  const path = "/api/v1/discovery/upload_url/?filename=access.log&source=SQUID";
  const opened = await httpCall({ path, secret: admin, tenant: own.tenant.slug });
  const { url }: { url: string } = JSON.parse(opened.text);
  const { pathname, search } = new URL(url);
  const line =
    '192.0.2.45 - jdoe [02/Mar/2026:09:15:07 +0000] "GET http://dropbox.com/ HTTP/1.1" 200 48 TCP_MISS:DIRECT\n';
  const sent = await httpCall({
    method: "PUT",
    path: pathname + search,
    secret: null,
    tenant: own.tenant.slug,
    body: line,
    headers: [["x-ms-blob-type", "BlockBlob"]],
  });
  expect(sent.status, sent.text).toBe(201);
  return url;
}

/** The records that the examples are about. */
type Subjects = {
  alertId: string;
  activityId: string;
  ipRangeId: string;
  entityKey: string;
  fileId: string;
  policyId: string;
  dataSourceId: string;
};

/** An alert that is open, an activity, and the tenant's only IP range. */
async function freshSubjects(): Promise<Subjects> {
  const alertId = await own.raiseAlert({ severity: 2 });
  const [ipRangeId, entityKey, fileId, policyId] = [
    await own.declareIpRange(),
    await own.sightAccount(),
    await own.storeFile(),
    await own.addPolicy(),
  ];
  const dataSourceId = await own.addDataSource();
  return { alertId, activityId, ipRangeId, entityKey, fileId, policyId, dataSourceId };
}

/** The endpoint's own example, about records that exist. */
async function callExample(endpoint: Endpoint, secret: string | null, tenant = own.tenant.slug): Promise<HttpAnswer> {
  return callAbout(endpoint, { secret, tenant }, await freshSubjects());
}

function callAbout(
  endpoint: Endpoint,
  by: { secret: string | null; tenant: string },
  subjects: Subjects,
): Promise<HttpAnswer> {
  const put = (text: string) =>
    text
      .replaceAll(alertExample._id, subjects.alertId)
      .replaceAll(activityExample._id, subjects.activityId)
      .replaceAll(ipRangeExample._id, subjects.ipRangeId)
      .replaceAll(entityExample.pk, subjects.entityKey)
      .replaceAll(fileExample._id, subjects.fileId)
      .replaceAll(policyExample._id, subjects.policyId)
      .replaceAll(dataSourceExample._id, subjects.dataSourceId)
      .replaceAll(uploadUrlExample, uploadUrl);
  const { path, body } = endpoint.example;
  const method = endpoint.methods.at(-1);
  const { secret, tenant } = by;
  return httpCall({
    method,
    path: put(path),
    secret,
    tenant,
    ...(body && { body: put(JSON.stringify(body)), headers: [["Content-Type", "application/json"]] }),
  });
}

/** What agents' tokens alone open, and what is walked with API tokens. Agents are tested with their own endpoints. */
const agentsOnly = endpointList.filter(({ tokenKinds = ["api"] }) => !tokenKinds.includes("api"));
const published = endpointList.filter((endpoint) => !agentsOnly.includes(endpoint));
const guarded = endpointList.filter(({ access }) => access !== "public");

for (const endpoint of agentsOnly)
  test(`${endpoint.name} is closed to an administrator's API token, and says why`, async () => {
    const answer = await callExample(endpoint, admin);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("an API token does not open this endpoint");
  });

for (const endpoint of published)
  test(`H-09: ${endpoint.name} answers as it promises, and nothing besides`, async () => {
    const answer = await callExample(endpoint, endpoint.access === "public" ? null : admin);
    expect(answer.status, answer.text).toBe(200);
    const body: unknown = JSON.parse(answer.text);
    expect(endpoint.output.parse(body)).toEqual(body);
    expect(answer.headers["cache-control"]).toContain("no-store");
    expect(answer.headers["content-type"]).toContain("application/json");
  });

for (const endpoint of guarded) {
  test(`T-07: ${endpoint.name} refuses every bad token with the same answer`, async () => {
    const answers = [
      await callExample(endpoint, null),
      await callExample(endpoint, "nonsense"),
      await callExample(endpoint, revoked),
      await callExample(endpoint, admin, foreign.tenant.slug),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.text).toBe('{"error":true,"detail":"Invalid token"}');
      expect(answer.headers["www-authenticate"]).toBe("Token");
    }
  });

  const { access } = endpoint;
  const weak = roles.find(
    (role): role is Role => access !== "public" && access !== "any-token" && !can({ role }, access),
  );
  if (weak !== undefined)
    test(`T-12: ${endpoint.name} is closed to the role ${weak}`, async () => {
      const answer = await callExample(endpoint, await own.issue(weak));
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("Insufficient role based permissions");
    });

  // The catalogue's apps are everybody's.
  if (Object.keys(endpoint.parameters).some((name) => name !== "appId"))
    test(`M-01: ${endpoint.name} treats another tenant's id like a missing one, and the owner still gets in`, async () => {
      const subjects = await freshSubjects();
      const by = { secret: stranger, tenant: foreign.tenant.slug };
      const missing = {
        alertId: "0".repeat(24),
        activityId: "0".repeat(20),
        ipRangeId: "0".repeat(24),
        entityKey: "e30=",
        fileId: "0".repeat(24),
        policyId: "0".repeat(24),
        dataSourceId: "0".repeat(24),
      };
      const guessed = await callAbout(endpoint, by, subjects);
      const absent = await callAbout(endpoint, by, missing);
      const named = (answer: HttpAnswer, id: string) => answer.text.replaceAll(id, "<id>");
      expect(guessed.status).toBe(absent.status);
      expect([400, 404]).toContain(guessed.status);
      expect(named(guessed, subjects.alertId)).toBe(named(absent, missing.alertId));
      const owner = await callAbout(endpoint, { secret: admin, tenant: own.tenant.slug }, subjects);
      expect(owner.status, owner.text).toBe(200);
    });
}

test("every spelling of a path reaches the same endpoint", async () => {
  const lists = endpointList.filter(({ input }) => input.kind === "list");
  for (const { path, aliases } of lists)
    for (const template of [path, ...aliases])
      for (const spelling of [template, template.slice(0, -1), `/cas${template}`]) {
        const answer = await httpCall({ path: spelling, secret: admin, tenant: own.tenant.slug });
        expect(answer.status, spelling).toBe(200);
        expect(JSON.parse(answer.text), spelling).toMatchObject({ max: 100 });
      }
});

test("the general URL finds the tenant by the token", async () => {
  const answer = await httpCall({ path: "/api/v1/me", secret: admin, tenant: null });
  expect(JSON.parse(answer.text)).toMatchObject({ tenant: { slug: own.tenant.slug } });
});
