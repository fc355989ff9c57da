import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { startTestProxy, type TestProxy } from "../db/test-proxy";
import { withTenant } from "../db/transaction";
import { env } from "../env";
import { leaseMilliseconds } from "../guard/times";
import { revokeToken } from "./revoke-token";
import { monotonicNow, TestFleet, TestNode } from "./test-node";

/** What the promise allows, and the millisecond between two requests of a node. */
const bound = leaseMilliseconds + 2;
const client = appClient();
const patience = { timeout: 10_000, interval: 5 };
let operator: pg.Client;
let proxies: TestProxy[];
let nodes: readonly TestNode[];
let fleet: TestFleet;
let owner: TestMember;
let token: { id: string; publicId: string; secret: string };

beforeAll(async () => {
  const url = new URL(String(process.env.TEST_DATABASE_ADMIN_URL));
  url.pathname = new URL(env().DATABASE_URL).pathname;
  operator = new pg.Client({ connectionString: url.href });
  await operator.connect();
  proxies = await Promise.all([1, 2, 3].map(() => startTestProxy(env().DATABASE_AUTH_URL)));
  fleet = new TestFleet(
    await Promise.all(proxies.map((proxy) => TestNode.start(proxy.through(env().DATABASE_AUTH_URL)))),
  );
  nodes = fleet.nodes;
});

afterAll(async () => {
  await fleet.stop();
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await operator.end();
});

beforeEach(async () => {
  owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  token = await makeToken(client, owner, { pepper: env().PORTAL_TOKEN_PEPPER });
});

afterEach(async () => {
  for (const proxy of proxies) proxy.heal();
  await fleet.untilLeased();
});

const graceDetails = z.object({
  seconds: z.number(),
  calls: z.number(),
  began: z.coerce.date().transform(Number),
  ended: z.coerce.date().transform(Number),
});

const revokeInPsql = () => operator.query("update api_token set revoked_at = now() where id = $1", [token.id]);

describe("three processes on one database", () => {
  test("answer from memory what they asked the database once", async () => {
    await fleet.hammer(token.secret);
    const reports = await fleet.until((report) => report.letIn > 200);
    // Once; and again whenever the machine leaves a process no time to poll for a second.
    for (const { statements, letIn } of reports) expect(statements).toBeLessThan(letIn / 4);
  });

  test("R-01, R-08: all refuse a token within the bound when somebody revokes it in psql", async () => {
    expect(await fleet.latencyOf(token.secret, revokeInPsql)).toBeLessThan(bound);
  });

  test("R-09: all refuse within the bound when the owner is deactivated, demoted, or the tenant suspended", async () => {
    const deactivate = () => operator.query("update member set deactivated_at = now() where id = $1", [owner.id]);
    expect(await fleet.latencyOf(token.secret, deactivate, "forbidden")).toBeLessThan(bound);
    await operator.query("update member set deactivated_at = null where id = $1", [owner.id]);
    const suspend = () => operator.query("update tenant set suspended_at = now() where id = $1", [owner.tenant.id]);
    expect(await fleet.latencyOf(token.secret, suspend)).toBeLessThan(bound);
  });

  test("all let a token in again when its owner is reactivated", async () => {
    await operator.query("update member set deactivated_at = now() where id = $1", [owner.id]);
    await Promise.all(nodes.map((node) => node.hammer(token.secret)));
    await fleet.until((report) => report.forbidden > 5);
    await operator.query("update member set deactivated_at = null where id = $1", [owner.id]);
    await fleet.until((report) => report.letIn > 5);
  });

  test("R-07: refuse everywhere once a revocation is answered, which says how many processes confirmed it", async () => {
    for (let round = 0; round < 20; round++) {
      const next = await makeToken(client, owner, { pepper: env().PORTAL_TOKEN_PEPPER });
      expect(await fleet.ask(next.secret)).toEqual(["letIn", "letIn", "letIn"]);
      const before = Date.now();
      const revoked = await revokeToken(callerOf(owner), { publicId: next.publicId });
      expect(await fleet.ask(next.secret)).toEqual(["refused", "refused", "refused"]);
      expect(revoked.nodes).toEqual({ applied: 3, live: 3 });
      expect(revoked.confirmedAt?.getTime()).toBeGreaterThanOrEqual(before);
    }
  });
});

describe("a process that is not told", () => {
  test("R-02: hears of a revocation within the bound although its listening connections were ended", async () => {
    await fleet.hammer(token.secret);
    await operator.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'portcullis-epoch' and datname = current_database()",
    );
    expect(await fleet.latencyOf(token.secret, revokeInPsql)).toBeLessThan(bound);
  });

  test("R-03: hears of it within the bound although every notification is lost", async () => {
    const { rows } = await operator.query<{ definition: string }>(
      "select pg_get_functiondef('auth.raise_epoch(text, uuid)'::regprocedure) as definition",
    );
    const definition = String(rows[0]?.definition);
    const silent = definition.replace(/PERFORM pg_notify\([^;]*;/, "");
    expect(silent).not.toBe(definition);
    await operator.query(silent);
    expect(await fleet.latencyOf(token.secret, revokeInPsql)).toBeLessThan(bound);
    await operator.query(definition);
  });
});

describe("a process that is cut off from the database", () => {
  test.each(["blackhole", "refuse"] as const)(
    "R-05: answers 503 after its lease (%s), never 401, while the others go on; a revocation waits for its lease to end",
    async (fault) => {
      await fleet.hammer(token.secret);
      proxies[0]?.[fault]();
      const cutAt = monotonicNow();
      const began = monotonicNow();
      const revoked = await revokeToken(callerOf(owner), { publicId: token.publicId });
      const waited = monotonicNow() - began;
      const confirmedAt = monotonicNow();
      expect(revoked).toMatchObject({ nodes: { applied: 2, live: 3 } });
      expect(revoked.confirmedAt).not.toBeNull();
      expect(waited).toBeGreaterThanOrEqual(leaseMilliseconds);
      await vi.waitFor(async () => expect((await nodes[0]?.report())?.unavailable).toBeGreaterThan(0), patience);
      const report = await nodes[0]?.report();
      expect(report?.refused).toBe(0);
      expect(report?.lastLetInAt).toBeLessThan(Math.min(cutAt + bound, confirmedAt));
      expect(await Promise.all(nodes.slice(1).map((node) => node.ask(token.secret)))).toEqual(["refused", "refused"]);
      proxies[0]?.heal();
      await vi.waitFor(async () => expect(await nodes[0]?.ask(token.secret)).toBe("refused"), patience);
    },
  );

  test("goes on with known tokens in the grace mode, for as long as the setting says, and then answers 503", async () => {
    const proxy = await startTestProxy(env().DATABASE_AUTH_URL);
    const node = await TestNode.start(proxy.through(env().DATABASE_AUTH_URL), { AUTH_MODE: "grace:3" });
    await node.hammer(token.secret);
    await vi.waitFor(async () => expect((await node.report()).letIn).toBeGreaterThan(5), patience);
    proxy.blackhole();
    const cutAt = monotonicNow();
    await vi.waitFor(async () => expect((await node.report()).unavailable).toBeGreaterThan(0), patience);
    const { lastLetInAt, refused } = await node.report();
    expect(lastLetInAt - cutAt).toBeGreaterThan(2_000);
    expect(lastLetInAt - cutAt).toBeLessThan(3_000 + 2);
    expect(refused).toBe(0);
    proxy.heal();
    const told = await vi.waitFor(() => graceOf(owner), patience);
    expect(told.seconds).toBe(3);
    expect(told.calls).toBeGreaterThan(0);
    // From a second after the cut until the last call that was let in, by the clock that the audit log tells.
    expect(told.ended - told.began).toBeGreaterThan(1_000);
    expect(told.ended - told.began).toBeLessThan(2_000 + 300);
    await node.stop();
    await proxy.close();
  });
});

/** What the audit log of a tenant says of its one outage. */
async function graceOf({ tenant }: TestMember) {
  const rows = await withTenant(tenant.id, (tx) =>
    tx.auditEvent.findMany({ where: { action: { startsWith: "tenant.grace-" } }, orderBy: { id: "asc" } }),
  );
  const [began, ended] = rows.map(({ action, detail }) => ({ action, detail }));
  expect(began).toMatchObject({ action: "tenant.grace-began" });
  expect(ended).toMatchObject({ action: "tenant.grace-ended" });
  return graceDetails.parse({ ...Object(began?.detail), ...Object(ended?.detail) });
}

test("R-10: a process that was stopped for longer than its lease lets nobody in by what it knew before", async () => {
  await fleet.hammer(token.secret);
  nodes[0]?.signal("SIGSTOP");
  const revoked = await revokeToken(callerOf(owner), { publicId: token.publicId });
  const resumedAt = monotonicNow();
  nodes[0]?.signal("SIGCONT");
  expect(revoked.confirmedAt).not.toBeNull();
  const reports = await fleet.until((report) => report.refused > 5);
  expect(reports[0]?.lastLetInAt).toBeLessThan(resumedAt);
});

describe("a database that went back in time", () => {
  test("R-11: costs every process what it remembered, and revocations count as before", async () => {
    await fleet.hammer(token.secret);
    await operator.query("update member set role = 'security-reader' where id = $1", [owner.id]);
    const known = await fleet.until((report) => report.statements > 1);
    await operator.query("delete from auth.event where epoch = (select epoch from auth.epoch)");
    await operator.query("update auth.epoch set epoch = epoch - 1");
    const most = Math.max(...known.map(({ statements }) => statements));
    await fleet.until((report) => report.statements > most);
    expect(await fleet.latencyOf(token.secret, revokeInPsql)).toBeLessThan(bound);
  });
});

test("a process that ended leaves the registry, and is not waited for", async () => {
  const fourth = await TestNode.start(env().DATABASE_AUTH_URL);
  await vi.waitFor(async () => expect(await fourth.holdsLease()).toBe(true), patience);
  await fourth.stop();
  const revoked = await revokeToken(callerOf(owner), { publicId: token.publicId });
  expect(revoked.nodes).toEqual({ applied: 3, live: 3 });
});
