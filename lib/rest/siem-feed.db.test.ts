import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { hasRecovered, type SiemAgentSettingsInput, siemAgentSettings, siemAgentStatusOf } from "../domain/siem-agent";
import { siemBatch } from "../domain/siem-feed";
import { env } from "../env";
import { addSiemAgent } from "../siem-agents/add-siem-agent";
import {
  deleteSiemAgent,
  editSiemAgent,
  regenerateSiemAgentToken,
  setSiemAgentEnabled,
} from "../siem-agents/change-siem-agent";
import { getSiemAgent, listSiemAgents } from "../siem-agents/list-siem-agents";
import { buildApi } from "./app";

const client = appClient();
const hour = 3_600_000;
let api: FastifyInstance;
/** Ada administrates a tenant of her own in each test, Bob another one. */
let ada: TestMember;
let bob: TestMember;

const plainSettings: SiemAgentSettingsInput = {
  name: "splunk",
  format: "generic-cef",
  timeFormat: "rfc5424",
  includePriority: true,
  includeSystemName: true,
  host: "siem.contoso.example",
  port: 514,
  protocol: "tcp",
  caPem: null,
  alertFilters: {},
  activityFilters: {},
};

beforeAll(async () => {
  api = await buildApi({
    tenantOfHost: async () => ({ kind: "base" }),
    clientAddress: () => "192.0.2.1",
    limits: { perToken: 10_000, perTenant: 10_000, failuresPerAddress: 10_000 },
  });
  await api.ready();
});

afterAll(() => api.close());

beforeEach(async () => {
  ada = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
  bob = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Bob" });
});

function add(member: TestMember, settings: Partial<SiemAgentSettingsInput> = {}) {
  return addSiemAgent(callerOf(member), siemAgentSettings.parse({ ...plainSettings, ...settings }));
}

async function post(secret: string, call: string, payload: object = {}) {
  const headers = { authorization: `Token ${secret}` };
  const url = `/api/v1/agents/siem/self/${call}`;
  return api.inject({ method: "POST", url, headers, payload });
}

async function pull(secret: string, after?: string) {
  const answer = await post(secret, "events/", after === undefined ? {} : { after });
  expect(answer.statusCode, answer.body).toBe(200);
  return siemBatch.parse(answer.json());
}

const idsOf = (batch: { events: { id: string }[] }) => batch.events.map(({ id }) => id).sort();

describe("what a SIEM agent pulls", () => {
  test("begins with the last two days, and goes on with all that arrives, however old it is", async () => {
    await makeAlerts(client, ada.tenant, [
      { id: "a".repeat(24), raisedAt: new Date(Date.now() - 49 * hour) },
      { id: "b".repeat(24), raisedAt: new Date(Date.now() - 47 * hour) },
    ]);
    await makeActivities(client, ada.tenant, [{ id: "recent" }]);
    const { secret } = await add(ada);
    const first = await pull(secret);
    expect(idsOf(first)).toEqual(["b".repeat(24), "recent"]);
    await post(secret, "acknowledge/", { cursor: first.cursor });
    await makeActivities(client, ada.tenant, [{ id: "late", happenedAt: new Date(Date.now() - 100 * hour) }]);
    expect(idsOf(await pull(secret))).toEqual(["late"]);
  });

  test("of a recovery agent is its period alone, however old; once all is acknowledged it is disabled by itself", async () => {
    const ago = (hours: number) => new Date(Date.now() - hours * hour);
    const happened = { before: ago(101), within: ago(90), after: ago(79), new: ago(1) };
    const activities = Object.entries(happened).map(([id, happenedAt]) => ({ id, happenedAt }));
    await makeActivities(client, ada.tenant, activities);
    const recovery = { from: ago(100).toISOString(), to: ago(80).toISOString() };
    const { id, secret } = await add(ada, { alertFilters: null, recovery });
    const batch = await pull(secret);
    expect(idsOf(batch)).toEqual(["within"]);
    await makeActivities(client, ada.tenant, [{ id: "while it runs", happenedAt: ago(0) }]);
    expect((await pull(secret, batch.cursor)).events).toEqual([]);
    expect((await getSiemAgent(callerOf(ada), id)).disabledAt).toBeNull();
    await post(secret, "acknowledge/", { cursor: batch.cursor });
    expect((await pull(secret, batch.cursor)).events).toEqual([]);
    const agent = await getSiemAgent(callerOf(ada), id);
    expect([siemAgentStatusOf(agent, new Date()), hasRecovered(agent)]).toEqual(["disabled", true]);
    expect((await post(secret, "events/")).statusCode).toBe(403);
  });

  test("of a recovery agent goes on until its period is over", async () => {
    const until = new Date(Date.now() + hour).toISOString();
    const recovery = { from: new Date(Date.now() - hour).toISOString(), to: until };
    const { id, secret } = await add(ada, { recovery });
    expect((await pull(secret)).events).toEqual([]);
    await makeActivities(client, ada.tenant, [{ id: "now" }]);
    expect(idsOf(await pull(secret))).toEqual(["now"]);
    expect((await getSiemAgent(callerOf(ada), id)).disabledAt).toBeNull();
  });

  test("comes again until it is acknowledged, and then never", async () => {
    await makeAlerts(client, ada.tenant, [{}]);
    const { secret } = await add(ada);
    const batch = await pull(secret);
    expect(idsOf(await pull(secret))).toEqual(idsOf(batch));
    expect((await pull(secret, batch.cursor)).events).toEqual([]);
    await post(secret, "acknowledge/", { cursor: batch.cursor });
    await post(secret, "acknowledge/", { cursor: batch.cursor });
    expect((await pull(secret)).events).toEqual([]);
  });

  test("is what its filters keep, of its own tenant alone", async () => {
    await makeAlerts(client, ada.tenant, [{ id: "e".repeat(24), severity: 2 }, { severity: 0 }]);
    await makeActivities(client, ada.tenant, [{}]);
    await makeAlerts(client, bob.tenant, [{ severity: 2 }]);
    const { secret } = await add(ada, { alertFilters: { severity: { eq: [2] } }, activityFilters: null });
    expect(idsOf(await pull(secret))).toEqual(["e".repeat(24)]);
  });

  test("comes in batches whose cursors lead through everything exactly once", async () => {
    const ids = Array.from({ length: 1_203 }, (_, place) => `activity-${place}`);
    await makeActivities(
      client,
      ada.tenant,
      ids.map((id) => ({ id })),
    );
    await makeAlerts(client, ada.tenant, [{}, {}, {}]);
    const { secret, id } = await add(ada);
    const seen: string[] = [];
    let batch = await pull(secret);
    seen.push(...idsOf(batch));
    expect((await getSiemAgent(callerOf(ada), id)).backlog).toBe(1_206);
    while (batch.hasNext) {
      batch = await pull(secret, batch.cursor);
      seen.push(...idsOf(batch));
    }
    expect(seen).toHaveLength(1_206);
    expect(new Set(seen).size).toBe(1_206);
  });
});

describe("the token of a SIEM agent", () => {
  test("is refused once its agent is deleted, or the token regenerated, and the new one goes on at the same place", async () => {
    await makeAlerts(client, ada.tenant, [{}]);
    const { secret, id } = await add(ada);
    await post(secret, "acknowledge/", { cursor: (await pull(secret)).cursor });
    const renewed = await regenerateSiemAgentToken(callerOf(ada), { id });
    expect((await post(secret, "events/")).statusCode).toBe(401);
    expect((await pull(renewed.secret)).events).toEqual([]);
    await deleteSiemAgent(callerOf(ada), { id });
    expect((await post(renewed.secret, "events/")).json()).toMatchObject({ detail: "Invalid token" });
    expect(await listSiemAgents(callerOf(ada))).toEqual([]);
  });

  test("waits while its agent is disabled, and every act has its audit row", async () => {
    const { secret, id } = await add(ada);
    await setSiemAgentEnabled(callerOf(ada), { id, isEnabled: false });
    await setSiemAgentEnabled(callerOf(ada), { id, isEnabled: false });
    expect((await post(secret, "events/")).statusCode).toBe(403);
    await setSiemAgentEnabled(callerOf(ada), { id, isEnabled: true });
    expect((await pull(secret)).configurationVersion).toBe(1);
    await editSiemAgent(callerOf(ada), { id, settings: siemAgentSettings.parse({ ...plainSettings, port: 601 }) });
    expect((await pull(secret)).configurationVersion).toBe(2);
    const events = await withTenant(ada.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { targetId: id }, orderBy: { id: "asc" }, select: { action: true } }),
    );
    expect(events.map(({ action }) => action)).toEqual([
      "siem-agent.added",
      "siem-agent.disabled",
      "siem-agent.enabled",
      "siem-agent.changed",
    ]);
  });

  test("opens nothing for an API token, and nobody reaches another tenant's agent", async () => {
    const { id } = await add(ada);
    const { secret } = await makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER });
    expect((await post(secret, "events/")).statusCode).toBe(403);
    await expect(getSiemAgent(callerOf(bob), id)).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteSiemAgent(callerOf(bob), { id })).rejects.toMatchObject({ code: "not-found" });
    const reader = await makeMember(client, ada.tenant, { role: "security-reader" });
    expect(() => listSiemAgents(callerOf(reader))).toThrow("Insufficient role based permissions");
  });

  test("tells of two programs that use it at once, and of a fault until it has passed", async () => {
    const { secret, id } = await add(ada);
    const report = { agentVersion: "1.0.0", hostName: "agent01", sent: 3, fault: null, faultDetail: null };
    await post(secret, "report/", { ...report, instanceId: "one" });
    await post(secret, "report/", {
      ...report,
      instanceId: "one",
      fault: "receiver-refused",
      faultDetail: "Nothing listens",
    });
    expect(await getSiemAgent(callerOf(ada), id)).toMatchObject({
      sent: 6,
      otherInstanceAt: null,
      fault: { code: "receiver-refused", detail: "Nothing listens" },
    });
    await post(secret, "report/", { ...report, instanceId: "two" });
    const agent = await getSiemAgent(callerOf(ada), id);
    expect(agent.fault).toBeNull();
    expect(agent.otherInstanceAt).not.toBeNull();
  });
});

test("two agents of a tenant cannot have one name", async () => {
  await add(ada);
  await expect(add(ada)).rejects.toMatchObject({ code: "conflict", field: "name" });
  await expect(add(bob)).resolves.toMatchObject({ name: "splunk" });
});
