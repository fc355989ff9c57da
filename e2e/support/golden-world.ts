import { expect } from "@playwright/test";
import { activityExample } from "@/lib/api-contract/activity-record";
import { alertExample } from "@/lib/api-contract/alert-record";
import { dataSourceExample } from "@/lib/api-contract/discovery-data-sources";
import { fileExample } from "@/lib/api-contract/files";
import { ipRangeExample } from "@/lib/api-contract/ip-ranges";
import { policyExample } from "@/lib/api-contract/policies";
import { createClient } from "@/lib/db/create-client";
import { entityKeys } from "@/lib/domain/filter-value";
import type { Tenant } from "@/lib/domain/tenant";
import { makeDataSource } from "@/prisma/discovery-factories";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { makeFiles } from "@/prisma/file-factories";
import { makeActivities, makeAlerts, makeEntities } from "@/prisma/history-factories";
import { makeOnlyIpRange } from "@/prisma/ip-range-factories";
import { makePolicy } from "@/prisma/policy-factories";
import { httpCall } from "./http-call";

/** A small tenant that is the same in each run, but for its own name and number and for what happens in the test. */
export type GoldenWorld = {
  tenant: Tenant;
  /** Of a full administrator's token. */
  secret: string;
  publicId: string;
  /** Sends a proxy log to a URL of the tenant's. @returns that URL, to be finished */
  sendLog(): Promise<string>;
  /** Sends a proxy log, waits until it is parsed, and unsanctions one of its apps. */
  reportTraffic(): Promise<void>;
  close(): Promise<void>;
};

type Client = ReturnType<typeof createClient>;

const newYear = new Date("2026-01-01T00:00:00.000Z");
const megan = { id: "megan.bowen@contoso.example", inst: 0, saas: 15600 };

export async function makeGoldenWorld(settings: { appUrl: string; pepper: string }): Promise<GoldenWorld> {
  const client = createClient(settings.appUrl);
  const tenant = await makeTenant(client, { name: "Contoso" });
  const admin = await makeMember(client, tenant, {
    role: "global-administrator",
    name: "Adele Vance",
    email: "adele.vance@contoso.example",
  });
  const { secret, publicId } = await makeToken(client, admin, { pepper: settings.pepper, name: "SIEM export" });
  await fill(client, tenant);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await httpCall({ method, path, secret, tenant: tenant.slug, ...(body && { body }) });
    expect(answer.status, answer.text).toBe(200);
    return JSON.parse(answer.text);
  };
  const sendLog = async () => {
    const path = "/api/v1/discovery/upload_url/?filename=access.log&source=SQUID";
    const { url }: { url: string } = await call("GET", path);
    const { pathname, search } = new URL(url);
    const headers = [["x-ms-blob-type", "BlockBlob"]] as const;
    const put = { method: "PUT", path: pathname + search, secret: null, tenant: tenant.slug, headers };
    expect((await httpCall({ ...put, body: proxyLog() })).status).toBe(201);
    return url;
  };
  return {
    tenant,
    secret,
    publicId,
    sendLog,
    reportTraffic: async () => {
      await call("POST", "/api/v1/discovery/done_upload/", {
        uploadUrl: await sendLog(),
        inputStreamName: "Proxy Taipei",
      });
      const state = async () => (await call("GET", "/api/v1/discovery/uploads/")).data[0]?.state;
      await expect.poll(state, { timeout: 30_000 }).toBe("done");
      await call("POST", "/api/v1/discovery/discovery_app/11114/add_tag/", { tagName: "Unsanctioned" });
    },
    close: () => client.$disconnect(),
  };
}

/** What the contract's examples are about, and others beside it, so that a filter has something to leave out. */
async function fill(client: Client, tenant: Tenant): Promise<void> {
  await storeAlerts(client, tenant);
  await storeActivities(client, tenant);
  await storeFiles(client, tenant);
  const when = { createdAt: newYear, modifiedAt: dayAfter(1) };
  await makePolicy(client, tenant, { id: policyExample._id, name: policyExample.name, ...when });
  await makeOnlyIpRange(client, tenant, ipRangeExample._id);
  await makeDataSource(client, tenant, { id: dataSourceExample._id, name: "proxy-london" });
}

async function storeAlerts(client: Client, tenant: Tenant): Promise<void> {
  await makeAlerts(client, tenant, [
    {
      id: alertExample._id,
      contextId: alertExample.contextId,
      raisedAt: newYear,
      title: "Mass download by a single user",
      description: "Megan Bowen downloaded 400 files from OneDrive within 12 minutes.",
      severity: 2,
      evidence: ["400 files"],
      entities: [
        { type: "account", ...megan, label: "Megan Bowen", pa: megan.id, entityType: 2 },
        { type: "service", id: megan.saas, label: "Microsoft OneDrive for Business" },
      ],
      entityKeys: [...entityKeys(megan).map((key) => `account:${key}`), `user:${megan.id}`, `service:${megan.saas}`],
      activityIds: [activityExample._id],
    },
    {
      id: "64b0c0ffee0000000000abce",
      contextId: "0f8fad5b-d9cb-469f-a165-70867728950f",
      raisedAt: dayAfter(1),
      severity: 0,
      readAt: dayAfter(2),
      resolution: 4,
      resolvedAt: dayAfter(3),
      resolvedByName: "Lee Gu",
      comment: "Confirmed with Megan by phone",
      closeReason: 5,
      policyId: policyExample._id,
      policyLabel: policyExample.name,
      policyType: policyExample.policyType,
      isSystem: false,
    },
  ]);
}

/** Activities, and the accounts that they tell of. */
async function storeActivities(client: Client, tenant: Tenant): Promise<void> {
  const sightings = [
    {
      id: activityExample._id,
      happenedAt: newYear,
      createdAt: dayAfter(1),
      userName: megan.id,
      userDisplayName: "Megan Bowen",
      actorKeys: entityKeys(megan),
      objects: [
        { objType: 23, role: 4, name: "Megan Bowen", id: megan.id, saasId: megan.saas, instanceId: 0 },
        { objType: 1, role: 3, name: "plan.txt", id: "15600|plan.txt", saasId: megan.saas, instanceId: 0 },
      ],
      objectIds: ["15600|plan.txt"],
      fileIds: ["15600|plan.txt"],
      alertId: alertExample._id,
    },
    {
      id: "k3v9x2m7q1w8z5t0r4yb",
      happenedAt: dayAfter(2),
      createdAt: dayAfter(2),
      appId: 10980,
      appName: "Okta",
      eventType: "EVENT_CATEGORY_LOGIN",
      actionType: "UserLoggedIn",
      userName: null,
      userDisplayName: null,
      userDomain: null,
      orgUnit: null,
      deviceType: null,
      ip: null,
      ipCategory: 0,
      country: null,
      organization: null,
      location: null,
    },
  ];
  await makeActivities(client, tenant, sightings);
  await makeEntities(client, tenant, [...sightings, { ...sightings[0], appId: 10489, appName: "Box" }]);
}

async function storeFiles(client: Client, tenant: Tenant): Promise<void> {
  await makeFiles(client, tenant, [
    {
      id: fileExample._id,
      fileId: "15600|plan.txt",
      name: "plan.txt",
      extension: "txt",
      type: 4,
      accessLevel: 2,
      ...storedOn(newYear),
      ownerAddress: megan.id,
      ownerName: "Megan Bowen",
      ownerKeys: entityKeys(megan),
      collaborators: [{ kind: "user", id: "lee@fabrikam.example", name: "Lee Gu", isExternal: true }],
      collaboratorKeys: entityKeys({ id: "lee@fabrikam.example", inst: 0, saas: 15600 }),
      domains: ["fabrikam.example"],
    },
    {
      id: "64b0c0ffee00000000000002",
      fileId: "15600|old.docx",
      name: "old.docx",
      isTrashed: true,
      ...storedOn(dayAfter(1)),
    },
  ]);
}

function storedOn(at: Date) {
  return { createdAt: at, modifiedAt: at, seenAt: at };
}

function dayAfter(days: number): Date {
  return new Date(newYear.getTime() + days * 24 * 3_600_000);
}

/** Two people's traffic of two days ago to two apps. */
function proxyLog(): string {
  const [day = "", month = "", year = "", time = ""] = new Date(Date.now() - 2 * 24 * 3_600_000)
    .toUTCString()
    .split(" ")
    .slice(1);
  const line = (address: string, user: string, host: string, bytes: number) =>
    `${address} - ${user} [${day}/${month}/${year}:${time} +0000] "GET http://${host}/ HTTP/1.1" 200 ${bytes} TCP_MISS:DIRECT\n`;
  return [
    line("10.20.0.21", "amy.chen", "dropbox.com", 4_000),
    line("10.20.0.22", "lee.gu", "dropbox.com", 6_000),
    line("10.20.0.22", "lee.gu", "salesforce.com", 500),
  ].join("");
}
