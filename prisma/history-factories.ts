import { randomBytes, randomUUID } from "node:crypto";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import { type EntityRow, entitiesOf } from "@/lib/domain/entity";
import type { Tenant } from "@/lib/domain/tenant";
import type { DemoActivity } from "./demo-activities";
import type { DemoAlert } from "./demo-alerts";
import { insertRows } from "./insert-rows";

/*
 * Alerts and activities for tests, through the portal's own role. What a test does not say is unremarkable: open, of
 * medium severity, of one minute ago.
 */

const minute = 60 * 1000;

export async function makeAlerts(
  client: PrismaClient,
  tenant: Tenant,
  inputs: readonly Partial<DemoAlert>[],
): Promise<DemoAlert[]> {
  const alerts = inputs.map((input): DemoAlert => ({ ...plainAlert(), ...input }));
  const rows = alerts.map((alert) => ({ tenantId: tenant.id, ...alert }));
  await withTenant(tenant.id, (tx) => insertRows(tx, "alert", rows), client);
  return alerts;
}

export async function makeActivities(
  client: PrismaClient,
  tenant: Tenant,
  inputs: readonly Partial<DemoActivity>[],
): Promise<DemoActivity[]> {
  const activities = inputs.map((input): DemoActivity => ({ ...plainActivity(), ...input }));
  const rows = activities.map((activity) => ({ tenantId: tenant.id, ...activity }));
  await withTenant(tenant.id, (tx) => insertRows(tx, "activity", rows), client);
  return activities;
}

/** The users and accounts that activities tell of, which need not be there. */
export async function makeEntities(
  client: PrismaClient,
  tenant: Tenant,
  sightings: readonly Partial<DemoActivity>[],
): Promise<EntityRow[]> {
  const entities = entitiesOf(sightings.map((input) => ({ ...plainActivity(), ...input })));
  const rows = entities.map((entity) => ({ tenantId: tenant.id, ...entity }));
  await withTenant(tenant.id, (tx) => insertRows(tx, "entity", rows), client);
  return entities;
}

function plainAlert(): DemoAlert {
  return {
    id: randomBytes(12).toString("hex"),
    typeNumber: 15859716,
    raisedAt: new Date(Date.now() - minute),
    title: "Mass download by a single user",
    description: "Somebody downloaded 40 files.",
    isMarkdown: false,
    isPreview: false,
    severity: 1,
    stories: [0],
    isDiscovery: false,
    intents: [11],
    evidence: [],
    threatScore: 20,
    risk: 5,
    isSystem: true,
    contextId: randomUUID(),
    policyId: null,
    policyLabel: null,
    policyType: null,
    entities: [],
    entityKeys: [],
    activityIds: [],
    readAt: null,
    resolution: 0,
    resolvedAt: null,
    resolvedByName: null,
    comment: null,
    closeReason: null,
  };
}

function plainActivity(): DemoActivity {
  const at = new Date(Date.now() - minute);
  return {
    id: randomBytes(10).toString("hex"),
    happenedAt: at,
    createdAt: at,
    appId: 15600,
    appName: "Microsoft OneDrive for Business",
    instance: 0,
    eventType: "EVENT_CATEGORY_DOWNLOAD_FILE",
    actionType: "FileDownloaded",
    description: "Download file: file plan.docx",
    userName: "megan@contoso.example",
    userDisplayName: "Megan",
    userDomain: "contoso.example",
    orgUnit: "Finance",
    userTags: [],
    actorKeys: [],
    isImpersonated: false,
    isAdminEvent: false,
    takenAction: null,
    alertId: null,
    policyId: null,
    deviceType: "DESKTOP",
    deviceTags: [],
    userAgent: "test client",
    userAgentTags: [],
    client: { family: "OTHER", browser: "Other", operatingSystem: "Other", native: false },
    ip: "192.0.2.30",
    ipCategory: 1,
    ipTags: [],
    country: "GB",
    organization: "Test Net",
    location: { city: "London", region: "England", latitude: 51.5, longitude: -0.1, anonymousProxy: false },
    source: 2,
    sourceKeys: ["t:2"],
    objects: [],
    objectIds: [],
    fileIds: [],
    office365Url: null,
  };
}
