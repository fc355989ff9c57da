import { exportEvents } from "@/lib/audit/export-events";
import { appClient } from "@/lib/db/client";
import { auditView, listEventsInputOf } from "@/lib/domain/audit-query";
import { env } from "@/lib/env";
import { recordGrace } from "@/lib/grace/record-grace";
import { replayJournal } from "@/lib/revocation/revocation-journal";
import { makeToken } from "@/prisma/factories";
import { makeActivities } from "@/prisma/history-factories";
import { type Act, act, acts, telling } from "./act";
import type { World } from "./world";

const agent = {
  ...{ format: "generic-cef", timeFormat: "rfc5424", includePriority: true, includeSystemName: true },
  ...{ host: "siem.contoso.example", port: 514, protocol: "tcp", caPem: null, alertFilters: {}, activityFilters: {} },
};
const source = { logType: 146, receiver: "syslog-udp", anonymizesUsers: false, comment: "", customParser: null };
const stream = {
  ...{ target: "syslog-tcp", format: "json", host: "siem.contoso.example", port: 601, path: "", caPem: null },
  ...{ authorization: null, isEnabled: true, sendsExisting: false },
};
const customApp = {
  ...{ category: "SAASDB_CATEGORY_CRM", domains: ["crm.contoso.example"], addresses: [] },
  ...{ scoreOverride: null, note: "", facts: [] },
};
let names = 0;

/** A name that nothing has yet. */
function fresh(): string {
  names += 1;
  return `thing-${names}`;
}

/** Tokens. */
export const actsOnTokens: readonly Act[] = [
  act("action generateTokenAction", "token.generated", (world) => () => {
    return world.act("generateTokenAction", { name: fresh() });
  }),
  act("action revokeTokenAction", "token.revoked", async (world) => {
    const { publicId } = await token(world);
    return () => world.act("revokeTokenAction", { publicId });
  }),
  act("API revokeLeaked", "token.revoked", async (world) => {
    const { secret } = await token(world);
    return () => world.call("revokeLeaked", { body: { tokens: [secret] } });
  }),
  act("use-case replayJournal", "token.revoked", async (world) => {
    const { publicId } = await token(world);
    const revokedAt = new Date().toISOString();
    return () => replayJournal([{ tenantId: world.tenant.id, publicId, revokedAt }]);
  }),
];

/** SIEM agents. */
export const actsOnSiemAgents: readonly Act[] = [
  acts("action addSiemAgentAction", ["token.generated", "siem-agent.added"], (world) => () => addAgent(world)),
  act("action editSiemAgentAction", "siem-agent.changed", async (world) => {
    const { id } = await addAgent(world);
    return () => world.act("editSiemAgentAction", { id, settings: { ...agent, name: fresh(), port: 515 } });
  }),
  act("action setSiemAgentEnabledAction", "siem-agent.disabled", async (world) => {
    const { id } = await addAgent(world);
    return () => world.act("setSiemAgentEnabledAction", { id, isEnabled: false });
  }),
  act("action setSiemAgentEnabledAction", "siem-agent.enabled", async (world) => {
    const { id } = await addAgent(world);
    await world.act("setSiemAgentEnabledAction", { id, isEnabled: false });
    return () => world.act("setSiemAgentEnabledAction", { id, isEnabled: true });
  }),
  acts(
    "action regenerateSiemAgentTokenAction",
    ["token.generated", "token.revoked", "siem-agent.token-regenerated"],
    async (world) => {
      const { id } = await addAgent(world);
      return () => world.act("regenerateSiemAgentTokenAction", { id });
    },
  ),
  act("action testSiemConnectionAction", "siem-agent.connection-tested", async (world) => {
    const { id } = await addAgent(world);
    return () => world.act("testSiemConnectionAction", { id });
  }),
  act("API pullSiemEvents", "siem-agent.disabled", async (world) => {
    const now = Date.now();
    const [from = "", happenedAt = "", to = ""] = [3, 2, 1].map((ago) => new Date(now - ago * 60_000).toISOString());
    await makeActivities(appClient(), world.tenant, [{ happenedAt: new Date(happenedAt) }]);
    const { secret } = await addAgent(world, { recovery: { from, to } });
    const { cursor }: { cursor: string } = Object(await world.call("pullSiemEvents", { body: {}, secret }));
    await world.call("acknowledgeSiemEvents", { body: { cursor }, secret });
    return () => world.call("pullSiemEvents", { body: {}, secret });
  }),
  acts("action deleteSiemAgentAction", ["token.revoked", "siem-agent.deleted"], async (world) => {
    const { id } = await addAgent(world);
    return () => world.act("deleteSiemAgentAction", { id });
  }),
];

/** Log collectors and their data sources. */
export const actsOnLogCollectors: readonly Act[] = [
  acts("action addLogCollectorAction", ["token.generated", "log-collector.added"], async (world) => {
    const settings = await collectorSettings(world);
    return () => world.act("addLogCollectorAction", settings);
  }),
  act("action editLogCollectorAction", "log-collector.changed", async (world) => {
    const { id, settings } = await addCollector(world);
    return () => world.act("editLogCollectorAction", { id, settings: { ...settings, host: "other.contoso.example" } });
  }),
  act("action setLogCollectorEnabledAction", "log-collector.disabled", async (world) => {
    const { id } = await addCollector(world);
    return () => world.act("setLogCollectorEnabledAction", { id, isEnabled: false });
  }),
  act("action setLogCollectorEnabledAction", "log-collector.enabled", async (world) => {
    const { id } = await addCollector(world);
    await world.act("setLogCollectorEnabledAction", { id, isEnabled: false });
    return () => world.act("setLogCollectorEnabledAction", { id, isEnabled: true });
  }),
  acts(
    "action regenerateLogCollectorTokenAction",
    ["token.generated", "token.revoked", "log-collector.token-regenerated"],
    async (world) => {
      const { id } = await addCollector(world);
      return () => world.act("regenerateLogCollectorTokenAction", { id });
    },
  ),
  act("action testCollectorConnectionAction", "log-collector.connection-tested", async (world) => {
    const { id } = await addCollector(world);
    return () => world.act("testCollectorConnectionAction", { id });
  }),
  acts("action deleteLogCollectorAction", ["token.revoked", "log-collector.deleted"], async (world) => {
    const { id } = await addCollector(world);
    return () => world.act("deleteLogCollectorAction", { id });
  }),
  act("action createDataSourceAction", "data-source.created", (world) => () => {
    return world.act("createDataSourceAction", { name: fresh(), ...source });
  }),
  act("API createDataSource", "data-source.created", (world) => () => addSource(world)),
  act("action changeDataSourceAction", "data-source.changed", async (world) => {
    const id = await addSource(world);
    return () => world.act("changeDataSourceAction", { id, ...source, comment: "moved" });
  }),
  act("action deleteDataSourceAction", "data-source.deleted", async (world) => {
    const id = await addSource(world);
    return () => world.act("deleteDataSourceAction", { id });
  }),
  act("API deleteDataSource", "data-source.deleted", async (world) => {
    const id = await addSource(world);
    return () => world.call("deleteDataSource", { parameters: { id } });
  }),
];

/** Everything else that is set for the whole tenant. */
export const actsOnSettings: readonly Act[] = [
  act("action saveStreamAction", "audit.stream-changed", (world) => () => world.act("saveStreamAction", stream)),
  act("action removeStreamAction", "audit.stream-removed", async (world) => {
    await world.act("saveStreamAction", stream);
    return () => world.act("removeStreamAction", {});
  }),
  { ...acts("use-case recordGrace", ["tenant.grace-began", "tenant.grace-ended"], grace), tellsOnly: true },
  telling("use-case exportEvents", "audit.exported", (world) => () => {
    const filter = listEventsInputOf(auditView.parse({}), "UTC");
    return exportEvents(world.admin.caller, { format: "csv", filter });
  }),
  act("action changeDiscoverySettingsAction", "discovery.settings-changed", (world) => () => {
    return world.act("changeDiscoverySettingsAction", { anonymizesUsers: true });
  }),
  act("action createCustomAppAction", "custom-app.created", (world) => () => {
    return world.act("createCustomAppAction", ownApp());
  }),
  act("action changeCustomAppAction", "custom-app.changed", async (world) => {
    const id = await addCustomApp(world);
    return () => world.act("changeCustomAppAction", { id, app: ownApp() });
  }),
  act("action removeCustomAppAction", "custom-app.removed", async (world) => {
    const id = await addCustomApp(world);
    return () => world.act("removeCustomAppAction", { id });
  }),
];

/** The database was away, and calls were let in for a while. */
function grace({ tenant }: World) {
  const span = { tenantId: tenant.id, tenantSlug: tenant.slug, from: new Date(), until: new Date(), calls: 3 };
  return () => recordGrace(span, 60);
}

function token(world: World) {
  return makeToken(appClient(), world.admin, { pepper: env().PORTAL_TOKEN_PEPPER });
}

async function addAgent(world: World, more: object = {}): Promise<{ id: string; secret: string }> {
  return Object(await world.act("addSiemAgentAction", { ...agent, ...more, name: fresh() }));
}

async function collectorSettings(world: World) {
  const sources = [{ id: await addSource(world), port: null }];
  return { name: fresh(), host: "collector.contoso.example", sources };
}

/** A collector with one data source, and the secret of its token. */
export async function addCollector(world: World) {
  const settings = await collectorSettings(world);
  const { id, secret }: { id: string; secret: string } = Object(await world.act("addLogCollectorAction", settings));
  return { id, secret, settings };
}

/** @returns the id of a data source that a collector can serve */
async function addSource(world: World): Promise<string> {
  const body = { displayName: fresh(), logType: 146, receiverType: "syslog", protocol: "udp" };
  const { _id: id }: { _id: string } = Object(await world.call("createDataSource", { body }));
  return id;
}

function ownApp() {
  const name = fresh();
  return { ...customApp, name, domains: [`${name}.contoso.example`] };
}

async function addCustomApp(world: World): Promise<number> {
  return Number(await world.act("createCustomAppAction", ownApp()));
}
