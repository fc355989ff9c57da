import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endpointList } from "@/lib/api-contract/v1";
import { auditActions } from "@/lib/domain/audit-event";
import { env } from "@/lib/env";
import { buildApi } from "@/lib/rest/app";
import { firstTenantLink } from "@/prisma/first-tenant";
import { allOperations } from "../isolation/operations";
import { actionParts, foundActions } from "../isolation/portal-actions";
import { seededRandom } from "../isolation/random";
import { subjectsOf } from "../isolation/subjects";
import { openTruth, type Truth } from "../isolation/truth";
import { makeTwoTenants } from "../isolation/two-tenants";
import type { Act } from "./act";
import { actsOfPeople, actsOfSigningIn } from "./acts-of-people";
import { actsOnAlerts, actsOnDiscovery, actsOnPolicies } from "./acts-on-records";
import { actsOnLogCollectors, actsOnSettings, actsOnSiemAgents, actsOnTokens } from "./acts-on-settings";
import { auditingFunctions, watchCalls } from "./called-functions";
import { requestParts } from "./request-parts";
import { reads, silentChanges } from "./unaudited";
import { openWorld, refusingAudit, visitor, type World } from "./world";

// The actions' surroundings on the web are tested over HTTP; here is what they do, and whether the log tells of it.
vi.mock("@/lib/web/action", () => actionParts);
vi.mock("next/headers", () => requestParts);

const files = mkdtempSync(path.join(tmpdir(), "portcullis-acts-"));
process.env.PORTAL_DATA_DIR = files;

const acts = {
  people: actsOfPeople,
  "sign-ins": actsOfSigningIn,
  tokens: actsOnTokens,
  "SIEM agents": actsOnSiemAgents,
  "log collectors": actsOnLogCollectors,
  settings: actsOnSettings,
  alerts: actsOnAlerts,
  policies: actsOnPolicies,
  "Cloud Discovery": actsOnDiscovery,
};
const owner = new pg.Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
/** Rows of the log that the walk has seen. */
const seen = new Set<string>();
let truth: Truth;
let calls: Awaited<ReturnType<typeof watchCalls>>;

beforeAll(async () => {
  calls = await watchCalls();
  const admin = new URL(process.env.TEST_DATABASE_ADMIN_URL ?? "");
  admin.pathname = new URL(env().DATABASE_URL).pathname;
  truth = await openTruth(admin.href);
  await owner.connect();
});

afterAll(async () => {
  await truth.close();
  await owner.end();
  await calls.stop();
  rmSync(files, { recursive: true, force: true });
});

describe("an empty installation", () => {
  test("A-01: action create: tenant.created, with the first tenant or not at all", async () => {
    const link = await firstTenantLink({ authUrl: env().DATABASE_AUTH_URL, baseUrl: "http://portal.localhost" });
    const person = { name: "Ada", email: "ada@contoso.example", password: "quiet otter under the bridge" };
    const input = { code: link?.split("#code=")[1], tenantName: "Contoso", slug: "contoso", ...person };
    const create = (await foundActions()).find(({ name }) => name === "create");
    if (create?.who !== "visitor") throw new Error("there should be an action that makes the first tenant");
    const run = () => create.work(create.schema.parse(input), visitor);
    await expect(refusingAudit(owner, run)).rejects.toThrow();
    expect(await truth.query("select from tenant union all select from member", [])).toEqual([]);
    await run();
    const rows = await truth.query<{ action: string }>("select action from audit_event", []);
    expect(rows).toEqual([{ action: "tenant.created" }]);
    seen.add("tenant.created");
  });
});

describe("a tenant", () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(owner);
  }, 120_000);

  afterAll(() => world.close());

  describe.each(Object.entries(acts))("whose log tells of %s", (_about, some) => {
    test.each(some.map((one) => [titleOf(one), one] as const))(
      "A-01: %s, with the act or not at all",
      async (_, one) => {
        const run = await one.prepare(world);
        const before = await truth.fingerprint(world.tenant.id);
        await expect(world.whileAuditFails(run)).rejects.toThrow();
        expect(await truth.fingerprint(world.tenant.id)).toEqual(before);
        const reached = await truth.count("audit_link", world.tenant.id);
        await run();
        const after = await truth.fingerprint(world.tenant.id);
        expect(await rowsAfter(world, reached)).toEqual([...one.rows]);
        const changed = Object.keys(after).filter(
          (table) => after[table] !== before[table] && !/^audit_(event|link)$/.test(table),
        );
        if (one.tellsOnly) expect(changed).toEqual([]);
        else expect(changed).not.toEqual([]);
        for (const row of one.rows) seen.add(row);
      },
    );
  });

  async function rowsAfter({ tenant }: World, reached: number): Promise<string[]> {
    const rows = await truth.query<{ action: string }>(
      `select e.action from audit_link l join audit_event e on e.tenant_id = l.tenant_id and e.id = l.event_id
       where l.tenant_id = $1 and l.seq > $2 order by l.seq`,
      [tenant.id, reached],
    );
    return rows.map(({ action }) => action);
  }
});

describe("the walk", () => {
  const walked = new Set(Object.values(acts).flatMap((some) => some.map(({ entrance }) => entrance)));

  test("A-01: passes every endpoint and every server action that changes something", async () => {
    const actions = (await foundActions()).map(({ name }) => `action ${name}`);
    const entrances = [...actions, ...endpointList.map(({ name }) => `API ${name}`)];
    expect(entrances.length).toBeGreaterThan(120);
    const known = new Set([...walked, ...reads, ...Object.keys(silentChanges), "action create"]);
    expect(entrances.filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !name.startsWith("use-case ") && !entrances.includes(name))).toEqual([]);
  });

  test("A-01: calls every public function that writes a row, and sees every kind of row", async () => {
    const called = await calls.called();
    expect(auditingFunctions().length).toBeGreaterThan(70);
    expect(auditingFunctions().filter((name) => !called.has(name))).toEqual([]);
    // Written by the job that parses a log, whose own test looks for it.
    expect(auditActions.filter((action) => !seen.has(action))).toEqual(["discovery.tokens-found"]);
  });

  test("A-01: leaves out nothing that changes something: what is called a read writes no row, of the log or besides", async () => {
    const api = await buildApi({ tenantOfHost: async () => ({ kind: "base" }), clientAddress: () => visitor.ip });
    await api.ready();
    const random = seededRandom(7);
    const [own, other] = await makeTwoTenants(truth, random);
    const [person] = own.people;
    const operations = (await allOperations(api)).filter(({ name }) => reads.includes(name));
    // One endpoint called a read is everybody's and takes nothing.
    expect(operations.length).toBe(reads.length - 1);
    await refusingAudit(owner, async () => {
      for (const { name, input, run } of operations) {
        const before = await truth.fingerprint(own.tenant.id);
        for (let attempt = 0; attempt < 2; attempt++) {
          const given = input(subjectsOf(random, own, other, name));
          if (person !== undefined && given !== undefined) await run(person, given);
        }
        // Which tokens were used is written with the counts of calls.
        const { api_token: _used, ...after } = await truth.fingerprint(own.tenant.id);
        expect(before, name).toMatchObject(after);
      }
    });
    await api.close();
  }, 120_000);
});

function titleOf({ entrance, rows }: Act): string {
  return `${entrance}: ${rows.join(", ")}`;
}
