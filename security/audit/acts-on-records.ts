import { createHash, randomBytes } from "node:crypto";
import { appClient } from "@/lib/db/client";
import { appliances } from "@/lib/discovery/generate-block-script";
import { nameCipherOf } from "@/lib/discovery/name-key";
import { sampleLog } from "@/lib/discovery/samples/sample-log";
import { makeReport } from "@/prisma/discovery-factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import { makePolicy } from "@/prisma/policy-factories";
import { type Act, act, acts, telling } from "./act";
import { addCollector } from "./acts-on-settings";
import type { World } from "./world";

/** Alerts, activities and files. */
export const actsOnAlerts: readonly Act[] = [
  act("action closeAlertsAction", "alert.closed", async (world) => {
    const id = await alert(world);
    return () => world.act("closeAlertsAction", closing([id]));
  }),
  acts("action closeAlertsAction", ["alert.closed", "alert.closed"], async (world) => {
    const ids = [await alert(world), await alert(world)];
    return () => world.act("closeAlertsAction", closing(ids));
  }),
  act("action markAlertReadAction", "alert.marked-read", async (world) => {
    const id = await alert(world);
    return () => world.act("markAlertReadAction", { id, isRead: true });
  }),
  act("API markAlertRead", "alert.marked-read", async (world) => {
    const id = await alert(world);
    return () => world.call("markAlertRead", { parameters: { id } });
  }),
  act("API markAlertUnread", "alert.marked-unread", async (world) => {
    const id = await alert(world);
    await world.call("markAlertRead", { parameters: { id } });
    return () => world.call("markAlertUnread", { parameters: { id } });
  }),
  act("API dismissAlert", "alert.closed", async (world) => {
    const id = await alert(world);
    return () => world.call("dismissAlert", { parameters: { id } });
  }),
  ...["closeBenign", "closeFalsePositive", "closeTruePositive", "dismissAlerts", "resolveAlerts"].map((name) =>
    act(`API ${name}`, "alert.closed", async (world) => {
      const id = await alert(world);
      return () => world.call(name, { body: { filters: { id: { eq: [id] } } } });
    }),
  ),
  act("API giveFeedback", "activity.feedback-given", async (world) => {
    const id = randomBytes(12).toString("hex");
    await makeActivities(appClient(), world.tenant, [{ id }]);
    return () => world.call("giveFeedback", { parameters: { id } });
  }),
  act("API ingestActivities", "activity.ingested", (world) => () => world.call("ingestActivities")),
  act("API ingestFiles", "file.ingested", (world) => () => world.call("ingestFiles")),
];

/** Policies and IP ranges. */
export const actsOnPolicies: readonly Act[] = [
  act("action createPolicyAction", "policy.created", (world) => () => addPolicy(world)),
  act("action updatePolicyAction", "policy.changed", async (world) => {
    const id = await addPolicy(world);
    return () => world.act("updatePolicyAction", { ...policy, id, name: "Renamed" });
  }),
  act("action enablePolicyAction", "policy.disabled", async (world) => {
    const id = await addPolicy(world);
    return () => world.act("enablePolicyAction", { id, isEnabled: false });
  }),
  act("action enablePolicyAction", "policy.enabled", async (world) => {
    const { id } = await makePolicy(appClient(), world.tenant, { isEnabled: false });
    return () => world.act("enablePolicyAction", { id, isEnabled: true });
  }),
  act("action deletePolicyAction", "policy.deleted", async (world) => {
    const id = await addPolicy(world);
    return () => world.act("deletePolicyAction", { id });
  }),
  act("API createIpRange", "ip-range.created", (world) => () => {
    return world.call("createIpRange", { body: { ...range, name: "Office", subnets: ["192.0.2.0/25"] } });
  }),
  act("API updateIpRange", "ip-range.changed", async (world) => {
    const id = await addRange(world, "198.51.100.0/25");
    return () =>
      world.call("updateIpRange", {
        parameters: { id },
        body: { ...range, name: "Moved", subnets: ["198.51.100.0/26"] },
      });
  }),
  act("API deleteIpRange", "ip-range.deleted", async (world) => {
    const id = await addRange(world, "203.0.113.0/25");
    return () => world.call("deleteIpRange", { parameters: { id } });
  }),
];

/** Cloud Discovery. */
export const actsOnDiscovery: readonly Act[] = [
  act("action tagAppsAction", "app.tagged", (world) => () => {
    return world.act("tagAppsAction", { apps: [{ appId: 11627, add: ["sanctioned"], remove: [] }] });
  }),
  act("API tagApp", "app.tagged", (world) => () => {
    return world.call("tagApp", { parameters: { appId: "15600" }, body: { tagName: "sanctioned" } });
  }),
  act("API untagApp", "app.untagged", async (world) => {
    await world.call("tagApp", { parameters: { appId: "11114" }, body: { tagName: "sanctioned" } });
    return () => world.call("untagApp", { parameters: { appId: "11114" }, body: { tagName: "sanctioned" } });
  }),
  act("action setAppScoreAction", "app.score-set", (world) => () => {
    return world.act("setAppScoreAction", { appId: 11627, score: 2, note: "No contract" });
  }),
  act("action clearAppScoreAction", "app.score-cleared", async (world) => {
    await world.act("setAppScoreAction", { appId: 15600, score: 2, note: "No contract" });
    return () => world.act("clearAppScoreAction", { appId: 15600 });
  }),
  telling("action generateBlockScriptAction", "block-script.generated", async (world) => {
    await world.act("tagAppsAction", { apps: [{ appId: 20595, add: ["unsanctioned"], remove: [] }] });
    const [appliance] = appliances;
    return () => world.act("generateBlockScriptAction", { appliance: appliance?.id });
  }),
  telling("action deanonymiseAction", "discovery.user-deanonymised", (world) => () => {
    const pseudonym = nameCipherOf(world.tenant.id).anonymise("user", "megan");
    return world.act("deanonymiseAction", { pseudonym, reason: "Case 12" });
  }),
  act("action deleteSnapshotAction", "discovery.report-deleted", async (world) => {
    const { id } = await makeReport(appClient(), world.tenant, { kind: "snapshot", traffic: [{}] });
    return () => world.act("deleteSnapshotAction", { id });
  }),
  act("action openUploadAction", "discovery.upload-opened", (world) => () => open(world)),
  act("API openUpload", "discovery.upload-opened", (world) => () => {
    return world.call("openUpload", { query: "?filename=access.log&source=SQUID_NATIVE" });
  }),
  act("action cancelUploadAction", "discovery.upload-cancelled", async (world) => {
    const uploadUrl = await open(world);
    return () => world.act("cancelUploadAction", { uploadUrl });
  }),
  act("action finishUploadAction", "discovery.log-uploaded", async (world) => {
    const uploadUrl = await sent(world);
    const choice = { streamName: "Proxy", isSnapshot: false, anonymizesUsers: false };
    return () => world.act("finishUploadAction", { uploadUrl, ...choice });
  }),
  act("API finishUpload", "discovery.log-uploaded", async (world) => {
    const uploadUrl = await sent(world);
    return () => world.call("finishUpload", { body: { uploadUrl, inputStreamName: "Proxy" } });
  }),
  act("API finishCollectorUpload", "discovery.log-uploaded", async (world) => {
    const { secret, settings } = await addCollector(world);
    const content = logText();
    const sha256 = createHash("sha256").update(content).digest("hex");
    const file = { filename: "000001.log", sizeBytes: content.length, sha256 };
    const body = { dataSource: settings.sources[0]?.id, ...file };
    const { url, uploadId } = Object(await world.call("openCollectorUpload", { secret, body }));
    await world.put(url, content);
    return () => world.call("finishCollectorUpload", { secret, body: { uploadId } });
  }),
];

const policy = {
  ...{ name: "Salesforce", description: "", severity: 2, dailyLimit: 5 },
  rule: { kind: "activity", filters: { service: { eq: [11114] } }, repetition: null, category: "dlp" },
};
const range = { category: 1, organization: "", tags: [] };

async function alert({ tenant }: World): Promise<string> {
  const id = randomBytes(12).toString("hex");
  await makeAlerts(appClient(), tenant, [{ id }]);
  return id;
}

function closing(ids: string[]) {
  return { ids, verdict: "benign", reason: "other", comment: "" };
}

let policies = 0;

async function addPolicy(world: World): Promise<string> {
  policies += 1;
  return String(await world.act("createPolicyAction", { ...policy, name: `Policy ${policies}` }));
}

async function addRange(world: World, subnet: string): Promise<string> {
  const body = { ...range, name: `Range ${subnet}`, subnets: [subnet] };
  return String(await world.call("createIpRange", { body }));
}

async function open(world: World): Promise<string> {
  return Object(await world.act("openUploadAction", { fileName: "access.log", source: "SQUID_NATIVE" })).uploadUrl;
}

function logText(): Buffer {
  return Buffer.from([...sampleLog("squid-native", { seed: 5, count: 20, until: new Date() })].join("\n"));
}

async function sent(world: World): Promise<string> {
  const url = await open(world);
  await world.put(url, logText());
  return url;
}
