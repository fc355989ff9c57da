import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { createDataSource } from "../discovery/create-data-source";
import type { Caller, MemberPrincipal } from "../domain/access";
import {
  type ConnectionTest,
  type ConnectionTestView,
  connectionTestMilliseconds,
  connectionTestPickupMilliseconds,
} from "../domain/connection-test";
import { logCollectorSettings } from "../domain/log-collector";
import { siemAgentSettings } from "../domain/siem-agent";
import { addLogCollector } from "../log-collectors/add-log-collector";
import { regenerateLogCollectorToken, setLogCollectorEnabled } from "../log-collectors/change-log-collector";
import {
  readCollectorConnectionTest,
  requestCollectorConnectionTest,
} from "../log-collectors/test-collector-connection";
import { addSiemAgent } from "../siem-agents/add-siem-agent";
import { regenerateSiemAgentToken, setSiemAgentEnabled } from "../siem-agents/change-siem-agent";
import { readSiemConnectionTest, requestSiemConnectionTest } from "../siem-agents/test-siem-connection";
import { buildApi } from "./app";

type Administrator = Caller<MemberPrincipal>;
/** A kind of program that can be tested, with its section's use-cases. */
type Kind = {
  kind: "siem-agent" | "log-collector";
  add: (caller: Administrator) => Promise<{ id: string; secret: string }>;
  request: (caller: Administrator, input: { id: string; now?: Date }) => Promise<ConnectionTest>;
  read: (caller: Administrator, id: string, now?: Date) => Promise<ConnectionTestView | null>;
  setEnabled: (caller: Administrator, input: { id: string; isEnabled: boolean }) => Promise<void>;
  regenerate: (caller: Administrator, input: { id: string }) => Promise<unknown>;
  /** Of the calls that the program makes. */
  base: string;
  report: object;
  failure: { step: string; fault: string };
  messageKey: string;
};

const kinds: Kind[] = [
  {
    kind: "siem-agent",
    add: (caller) =>
      addSiemAgent(
        caller,
        siemAgentSettings.parse({
          ...{ name: "splunk", format: "generic-cef", timeFormat: "rfc5424" },
          ...{ includePriority: true, includeSystemName: true },
          ...{ host: "siem.contoso.example", port: 514, protocol: "tcp", caPem: null },
          ...{ alertFilters: {}, activityFilters: null },
        }),
      ),
    request: requestSiemConnectionTest,
    read: readSiemConnectionTest,
    setEnabled: setSiemAgentEnabled,
    regenerate: regenerateSiemAgentToken,
    base: "/api/v1/agents/siem/self/",
    report: { agentVersion: "1", hostName: "h", instanceId: "i", sent: 0, fault: null, faultDetail: null },
    failure: { step: "receiver-connection", fault: "receiver-refused" },
    messageKey: "siemAgentDisabled",
  },
  {
    kind: "log-collector",
    add: async (caller) => {
      const settings = { logType: 146, receiver: "syslog-tcp", anonymizesUsers: false, comment: "" } as const;
      const source = { name: "proxy", ...settings, customParser: null };
      const { id } = await createDataSource(caller, source, new Date());
      const sources = [{ id, port: null }];
      return addLogCollector(caller, logCollectorSettings.parse({ name: "taipei", host: "192.0.2.7", sources }));
    },
    request: requestCollectorConnectionTest,
    read: readCollectorConnectionTest,
    setEnabled: setLogCollectorEnabled,
    regenerate: regenerateLogCollectorToken,
    base: "/api/v1/agents/log-collector/self/",
    report: {
      ...{ collectorVersion: "1", hostName: "h", instanceId: "i", configurationVersion: 1, freeDiskBytes: 1 },
      ...{ fault: null, faultDetail: null, dataSources: [] },
    },
    failure: { step: "ports", fault: "port-in-use" },
    messageKey: "logCollectorDisabled",
  },
];

const client = appClient();
let api: FastifyInstance;

beforeAll(async () => {
  api = await buildApi({
    tenantOfHost: async () => ({ kind: "base" }),
    clientAddress: () => "192.0.2.1",
    limits: { perToken: 10_000, perTenant: 10_000, failuresPerAddress: 10_000 },
  });
  await api.ready();
});

afterAll(() => api.close());

describe.each(kinds)("the connection test of a $kind", ({ kind, base, report, failure, messageKey, ...section }) => {
  /** Ada administrates a tenant of her own in each test, Bob another one. */
  let ada: TestMember;
  let bob: TestMember;
  let id: string;
  let secret: string;

  beforeEach(async () => {
    ada = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
    bob = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Bob" });
    ({ id, secret } = await section.add(callerOf(ada)));
  });

  async function post(call: string, payload: object) {
    const headers = { authorization: `Token ${secret}` };
    const answer = await api.inject({ method: "POST", url: `${base}${call}/`, headers, payload });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  }

  /** What the answers to the program's calls ask it to test. */
  async function asked(): Promise<string | null> {
    const { connectionTest } = await post("report", report);
    if (kind === "siem-agent") expect((await post("events", {})).connectionTest).toBe(connectionTest);
    return connectionTest;
  }

  async function latest(now?: Date): Promise<ConnectionTestView> {
    const found = await section.read(callerOf(ada), id, now);
    if (found === null) throw new Error("there is no test");
    return found;
  }

  const reached = { step: "portal", outcome: "ok", detail: "it answers", fault: null };
  const failed = { step: failure.step, outcome: "failed", detail: "EADDRINUSE", fault: failure.fault };

  test("reaches the program with its next call, and its steps reach the portal", async () => {
    expect(await asked()).toBeNull();
    const { id: testId } = await section.request(callerOf(ada), { id });
    expect(await asked()).toBe(testId);
    await post("connection-test", { id: testId, steps: [], isFinished: false });
    expect(await asked()).toBeNull();
    expect((await latest()).state).toBe("running");
    await post("connection-test", { id: testId, steps: [reached, failed], isFinished: true });
    expect(await latest()).toMatchObject({ state: "failed", requestedByName: "Ada", steps: [reached, failed] });
  });

  test("is joined by a second wish while it is under way, and begun anew when it has ended", async () => {
    const [one, two] = await Promise.all([
      section.request(callerOf(ada), { id }),
      section.request(callerOf(ada), { id }),
    ]);
    expect(two.id).toBe(one.id);
    await post("connection-test", { id: one.id, steps: [reached], isFinished: true });
    const three = await section.request(callerOf(ada), { id });
    expect(three.id).not.toBe(one.id);
    await post("connection-test", { id: one.id, steps: [failed], isFinished: true });
    await post("connection-test", { id: randomUUID(), steps: [failed], isFinished: true });
    expect(await latest()).toMatchObject({ state: "waiting", steps: [] });
    expect(await asked()).toBe(three.id);
    const events = await withTenant(ada.tenant.id, (tx) =>
      tx.auditEvent.count({ where: { targetId: id, action: `${kind}.connection-tested` } }),
    );
    expect(events).toBe(2);
  });

  test("is said not to be taken up or finished when it is not, and not offered any more", async () => {
    const now = Date.now();
    await section.request(callerOf(ada), { id, now: new Date(now - connectionTestPickupMilliseconds) });
    expect(await asked()).toBeNull();
    expect((await latest(new Date(now))).state).toBe("not-taken-up");
    const { id: testId } = await section.request(callerOf(ada), { id });
    await post("connection-test", { id: testId, steps: [], isFinished: false });
    const later = new Date(now + 2 * connectionTestMilliseconds);
    expect((await latest(later)).state).toBe("not-finished");
  });

  test("is not another tenant's, nor anybody's without the permission, nor of a disabled program or a former token", async () => {
    await expect(section.request(callerOf(bob), { id })).rejects.toMatchObject({ code: "not-found" });
    await expect(section.read(callerOf(bob), id)).rejects.toMatchObject({ code: "not-found" });
    const reader = await makeMember(client, ada.tenant, { role: "security-reader" });
    expect(() => section.request(callerOf(reader), { id })).toThrow("Insufficient role based permissions");
    await section.request(callerOf(ada), { id });
    await section.regenerate(callerOf(ada), { id });
    expect(await section.read(callerOf(ada), id)).toBeNull();
    await section.setEnabled(callerOf(ada), { id, isEnabled: false });
    await expect(section.request(callerOf(ada), { id })).rejects.toMatchObject({ code: "conflict", messageKey });
  });
});
