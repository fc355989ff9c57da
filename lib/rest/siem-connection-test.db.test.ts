import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { siemAgentSettings } from "../domain/siem-agent";
import {
  type SiemTestResult,
  siemTestMilliseconds,
  siemTestPickupMilliseconds,
  siemTestStateOf,
} from "../domain/siem-connection-test";
import { addSiemAgent } from "../siem-agents/add-siem-agent";
import { setSiemAgentEnabled } from "../siem-agents/change-siem-agent";
import { readSiemConnectionTest, requestSiemConnectionTest } from "../siem-agents/test-siem-connection";
import { buildApi } from "./app";

const client = appClient();
let api: FastifyInstance;
/** Ada administrates a tenant of her own in each test, Bob another one. */
let ada: TestMember;
let bob: TestMember;
let id: string;
let secret: string;

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
  const settings = siemAgentSettings.parse({
    ...{ name: "splunk", format: "generic-cef", timeFormat: "rfc5424", includePriority: true, includeSystemName: true },
    ...{ host: "siem.contoso.example", port: 514, protocol: "tcp", caPem: null },
    ...{ alertFilters: {}, activityFilters: null },
  });
  ({ id, secret } = await addSiemAgent(callerOf(ada), settings));
});

async function post(call: string, payload: object) {
  const headers = { authorization: `Token ${secret}` };
  const answer = await api.inject({ method: "POST", url: `/api/v1/agents/siem/self/${call}/`, headers, payload });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function asked(): Promise<{ pull: string | null; report: string | null }> {
  const report = { agentVersion: "1", hostName: "h", instanceId: "i", sent: 0, fault: null, faultDetail: null };
  return {
    pull: (await post("events", {})).connectionTest,
    report: (await post("report", report)).connectionTest,
  };
}

async function latest() {
  const test = await readSiemConnectionTest(callerOf(ada), id);
  if (test === null) throw new Error("there is no test");
  return test;
}

const reached: SiemTestResult = { step: "portal", outcome: "ok", detail: "it answers", fault: null };
const refused: SiemTestResult = {
  step: "receiver-connection",
  outcome: "failed",
  detail: "ECONNREFUSED",
  fault: "receiver-refused",
};

test("a test that somebody asks for reaches the agent with its next call, and its steps reach the portal", async () => {
  expect(await asked()).toEqual({ pull: null, report: null });
  const { id: testId } = await requestSiemConnectionTest(callerOf(ada), { id });
  expect(await asked()).toEqual({ pull: testId, report: testId });
  await post("connection-test", { id: testId, steps: [], isFinished: false });
  expect(await asked()).toEqual({ pull: null, report: null });
  expect(siemTestStateOf(await latest(), new Date())).toBe("running");
  await post("connection-test", { id: testId, steps: [reached, refused], isFinished: true });
  const test = await latest();
  expect(siemTestStateOf(test, new Date())).toBe("failed");
  expect(test).toMatchObject({ requestedByName: "Ada", steps: [reached, refused] });
});

test("a second wish joins the test that is under way, and begins a new one when that has ended", async () => {
  const [one, two] = await Promise.all([
    requestSiemConnectionTest(callerOf(ada), { id }),
    requestSiemConnectionTest(callerOf(ada), { id }),
  ]);
  expect(two.id).toBe(one.id);
  await post("connection-test", { id: one.id, steps: [reached], isFinished: true });
  const three = await requestSiemConnectionTest(callerOf(ada), { id });
  expect(three.id).not.toBe(one.id);
  await post("connection-test", { id: one.id, steps: [refused], isFinished: true });
  await post("connection-test", { id: randomUUID(), steps: [refused], isFinished: true });
  expect(await latest()).toMatchObject({ id: three.id, startedAt: null, steps: [] });
  const events = await withTenant(ada.tenant.id, (tx) =>
    tx.auditEvent.count({ where: { targetId: id, action: "siem-agent.connection-tested" } }),
  );
  expect(events).toBe(2);
});

test("a test that nobody takes up, or that does not come to its end, is said to be so and not offered any more", async () => {
  const now = Date.now();
  const old = new Date(now - siemTestPickupMilliseconds);
  await requestSiemConnectionTest(callerOf(ada), { id, now: old });
  expect(await asked()).toEqual({ pull: null, report: null });
  expect(siemTestStateOf(await latest(), new Date(now))).toBe("not-taken-up");
  const { id: testId } = await requestSiemConnectionTest(callerOf(ada), { id });
  await post("connection-test", { id: testId, steps: [], isFinished: false });
  expect(siemTestStateOf(await latest(), new Date(now + 2 * siemTestMilliseconds))).toBe("not-finished");
});

test("nobody tests another tenant's agent, nor without the permission, nor one that is disabled", async () => {
  await expect(requestSiemConnectionTest(callerOf(bob), { id })).rejects.toMatchObject({ code: "not-found" });
  await expect(readSiemConnectionTest(callerOf(bob), id)).rejects.toMatchObject({ code: "not-found" });
  const reader = await makeMember(client, ada.tenant, { role: "security-reader" });
  expect(() => requestSiemConnectionTest(callerOf(reader), { id })).toThrow("Insufficient role based permissions");
  await setSiemAgentEnabled(callerOf(ada), { id, isEnabled: false });
  await expect(requestSiemConnectionTest(callerOf(ada), { id })).rejects.toMatchObject({
    code: "conflict",
    messageKey: "siemAgentDisabled",
  });
});
