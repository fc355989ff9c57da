import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { connectTo, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import {
  findSiemState,
  makeSiemAgent,
  moveSiemAgent,
  renewSiemToken,
  revokeSiemToken,
} from "@/prisma/siem-agent-factories";
import { noRsyslog, Rsyslog, rsyslogProgram } from "../support/rsyslog";
import { tenantUrl } from "../support/running-portal";
import { freeAddress, startSecondServer } from "../support/second-server";
import { endSiemAgents, startSiemAgent } from "../support/siem-agent-program";

/*
 * The real agent between the real portal and a real rsyslog, while one after the other of them fails. What counts is what
 * rsyslog has written: every event, and none more often than the promise allows.
 */

/** `npm run test:faults` waits longer. */
const outageSeconds = Number(process.env.SIEM_OUTAGE_SECONDS ?? 2);
/** What the agent's README says about events that come twice after a failure. */
const duplicatesMaximum = 5_500;
const many = 6_000;

const client = connectTo(process.env.PORTAL_TEST_APP_URL ?? "");
const pepper = process.env.PORTAL_TEST_PEPPER ?? "";
let rsyslog: Rsyslog;
let owner: TestMember;

test.describe.configure({ timeout: (90 + outageSeconds) * 1_000 });
test.skip(rsyslogProgram === null && !process.env.CI, noRsyslog);

test.beforeEach(async () => {
  if (rsyslogProgram === null) throw new Error(noRsyslog);
  rsyslog = await Rsyslog.make();
  await rsyslog.start();
  owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
});

test.afterEach(async () => {
  endSiemAgents();
  await rsyslog?.remove();
});

test.afterAll(() => client.$disconnect());

async function makeMany(prefix: string, count = many): Promise<string[]> {
  const inputs = Array.from({ length: count }, (_, place) => ({ id: `${prefix}-${place}` }));
  return (await makeActivities(client, owner.tenant, inputs)).map(({ id }) => id);
}

/** Waits until everything is there; says what came twice. */
async function expectAll(ids: readonly string[]): Promise<void> {
  const missing = () => {
    const arrived = new Set(rsyslog.received().map(({ Extensions }) => Extensions.externalId));
    return ids.filter((id) => !arrived.has(id)).length;
  };
  await expect.poll(missing, { timeout: 60_000, message: "events that have not arrived" }).toBe(0);
  const duplicates = rsyslog.count() - ids.length;
  test.info().annotations.push({ type: "events sent twice", description: String(duplicates) });
  expect(duplicates).toBeLessThanOrEqual(duplicatesMaximum);
}

async function untilSome(least: number): Promise<void> {
  await expect.poll(() => rsyslog.count(), { timeout: 30_000, intervals: [20] }).toBeGreaterThanOrEqual(least);
}

function faultOf(id: string) {
  return async () => (await findSiemState(client, owner.tenant.id, id))?.fault ?? null;
}

test("events reach rsyslog over TCP, TLS and UDP, and its own CEF parser reads what was meant", async () => {
  const { id, secret } = await makeSiemAgent(client, owner, { pepper, destination: rsyslog.destination("tcp") });
  const hostile = "pipe | slash \\ equals = 換行\nand \r cs1=evil suser=root";
  await makeAlerts(client, owner.tenant, [{ id: "a".repeat(24), title: hostile, description: hostile, severity: 2 }]);
  await makeActivities(client, owner.tenant, [{ id: "over-tcp", userName: "ana=b@example.com" }]);
  const agent = await startSiemAgent(tenantUrl(owner.tenant.slug), secret);
  await untilSome(2);
  const [alert, activity] = rsyslog.received();
  expect(alert).toMatchObject({ DeviceVendor: "MCAS", SignatureID: "ALERT_BUILT_IN", Severity: "9" });
  expect(alert?.Name).toBe(hostile.replace(/[\n\r]/g, " "));
  expect(alert?.Extensions).toMatchObject({ externalId: "a".repeat(24), msg: hostile, cs1Label: "portalURL" });
  expect(alert?.Extensions.suser).not.toBe("root");
  expect(activity?.Extensions).toMatchObject({ externalId: "over-tcp", suser: "ana=b@example.com" });
  for (const [place, protocol] of (["tls", "udp"] as const).entries()) {
    await moveSiemAgent(client, owner.tenant.id, id, rsyslog.destination(protocol));
    await makeActivities(client, owner.tenant, [{ id: `over-${protocol}` }]);
    await untilSome(3 + place);
  }
  expect(rsyslog.received().map(({ Extensions }) => Extensions.externalId)).toEqual([
    "a".repeat(24),
    "over-tcp",
    "over-tls",
    "over-udp",
  ]);
  expect(await agent.kill("SIGTERM")).toBe(0);
  expect(agent.output()).not.toContain(secret);
});

test("a receiver that is down for a while gets everything when it is back, once", async () => {
  await rsyslog.kill();
  const { id, secret } = await makeSiemAgent(client, owner, { pepper, destination: rsyslog.destination("tcp") });
  const ids = await makeMany("down", 1_000);
  await startSiemAgent(tenantUrl(owner.tenant.slug), secret);
  await expect.poll(faultOf(id), { timeout: 20_000 }).toBe("receiver-refused");
  await pause(outageSeconds * 1_000);
  await rsyslog.start();
  await expectAll(ids);
  expect(rsyslog.count()).toBe(ids.length);
  await expect.poll(faultOf(id), { timeout: 20_000 }).toBeNull();
});

test("a receiver that is killed while it receives gets what it lost when it is back", async () => {
  const { secret } = await makeSiemAgent(client, owner, { pepper, destination: rsyslog.destination("tls") });
  const ids = await makeMany("receiver");
  await startSiemAgent(tenantUrl(owner.tenant.slug), secret);
  await untilSome(500);
  await rsyslog.kill();
  expect(rsyslog.count()).toBeLessThan(many);
  await rsyslog.start();
  await expectAll(ids);
});

test("an agent that is killed while it sends goes on where its events were acknowledged", async () => {
  const { secret } = await makeSiemAgent(client, owner, { pepper, destination: rsyslog.destination("tcp") });
  const ids = await makeMany("agent");
  const url = tenantUrl(owner.tenant.slug);
  const first = await startSiemAgent(url, secret);
  await untilSome(500);
  await first.kill("SIGKILL");
  expect(rsyslog.count()).toBeLessThan(many);
  await startSiemAgent(url, secret);
  await expectAll(ids);
});

test("a portal that is killed and started again costs no event", async () => {
  const address = await freeAddress();
  const settings = { PORTAL_JOB_CONCURRENCY: "0" };
  const portal = await startSecondServer(address, settings);
  const { secret } = await makeSiemAgent(client, owner, { pepper, destination: rsyslog.destination("tcp") });
  const ids = await makeMany("portal");
  const agent = await startSiemAgent(`http://${owner.tenant.slug}.localhost:${address.port}`, secret);
  await untilSome(500);
  await portal.end("SIGKILL");
  const next = await startSecondServer(address, settings);
  try {
    await expectAll(ids);
    expect(agent.output()).toContain("The portal cannot be reached");
  } finally {
    await next.end("SIGTERM");
  }
});

test("an agent whose token is revoked while it sends ends and says why, and a new token goes on at its place", async () => {
  const { id, tokenId, secret } = await makeSiemAgent(client, owner, {
    pepper,
    destination: rsyslog.destination("tcp"),
  });
  const ids = await makeMany("token");
  const url = tenantUrl(owner.tenant.slug);
  const agent = await startSiemAgent(url, secret);
  await untilSome(500);
  await revokeSiemToken(client, owner, tokenId);
  expect(await agent.ended).toBe(3);
  expect(agent.output()).toContain("Invalid token");
  await startSiemAgent(url, await renewSiemToken(client, owner, { pepper, id }));
  await expectAll(ids);
});
