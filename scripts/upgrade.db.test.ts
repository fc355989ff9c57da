import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { verifyEvents } from "@/lib/audit/verify-chain";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";
import { listTokensInput } from "@/lib/domain/api-token";
import { env } from "@/lib/env";
import { closeAll } from "@/lib/process-once";
import { buildApi } from "@/lib/rest/app";
import { listTokens } from "@/lib/tokens/list-tokens";
import { missingMigrations } from "./migrations";
import {
  applyMigration,
  copyOf,
  dropDatabase,
  inDatabase,
  makeEmpty,
  migrationNames,
  urlOf,
} from "./testing/earlier-database";
import { type EarlierTenant, earlierEvents, fillAsOf } from "./testing/earlier-rows";

/*
 * Upgrades of databases that earlier releases left behind: one database goes from migration to migration, and where it is
 * copied the copy gets rows of its state and all the migrations that it lacks.
 */

const isLong = process.env.ISOLATION_OPERATIONS !== undefined;
/** The states of the first day, of what came between, and those that the next release will find most often. */
const chosen = ["first_tenant", "token_usage", "upload_parts"];
/** The first state on which today's code can answer the calls below: a migration before it made functions that they need. */
const servedSince = "guard_lease";

// A machine that is busy with other tests may keep a process from renewing its lease in a second.
process.env.AUTH_MODE = "grace:60";
const pepper = env().PORTAL_TOKEN_PEPPER;
const databases: string[] = [];
let base: string;
let next = 0;

beforeAll(async () => {
  base = await makeEmpty();
  databases.push(base);
}, 60_000);

afterAll(async () => {
  for (const database of databases) await dropDatabase(database);
}, 60_000);

/** A copy of the database in the state after a migration. States are asked for in their order. */
async function stateAfter(name: string): Promise<string> {
  for (; next <= migrationNames.indexOf(name); next++) await applyMigration(base, migrationNames[next] ?? "");
  const copy = await copyOf(base);
  databases.push(copy);
  return copy;
}

async function upgrade(database: string, after: string): Promise<void> {
  for (const name of migrationNames.slice(migrationNames.indexOf(after) + 1)) await applyMigration(database, name);
  await inDatabase(database, (admin) => admin.query("GRANT SELECT ON _prisma_migrations TO portcullis_app"));
}

/** The portal on another database, as a process that starts anew. */
async function withPortal<T>(database: string, work: (api: FastifyInstance) => Promise<T>): Promise<T> {
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (key.description?.startsWith("portcullis.")) Reflect.deleteProperty(globalThis, key);
  process.env.DATABASE_URL = urlOf("TEST_DATABASE_APP_URL", database);
  process.env.DATABASE_AUTH_URL = urlOf("TEST_DATABASE_AUTH_URL", database);
  const limits = { perToken: 1_000_000, perTenant: 1_000_000, failuresPerAddress: 1_000_000 };
  const api = await buildApi({
    tenantOfHost: async () => ({ kind: "base" }),
    clientAddress: () => "192.0.2.1",
    limits,
  });
  await api.ready();
  try {
    return await work(api);
  } finally {
    await api.close();
    await closeAll();
  }
}

function ask(api: FastifyInstance, secret: string, path: string) {
  return api.inject({ url: `/api/v1/${path}`, headers: { authorization: `Token ${secret}` } });
}

/** What a person and a program read of the tenant that was there before. */
async function expectRead(api: FastifyInstance, tenant: EarlierTenant, had: Set<string>): Promise<void> {
  // A process that has just started on a busy machine may say at first that its database does not answer.
  const me = await vi.waitFor(async () => {
    const answer = await ask(api, tenant.secret, "me/");
    expect(answer.statusCode).not.toBe(503);
    return answer;
  }, 10_000);
  expect(me.json()).toMatchObject({ issuer: { role: "global-administrator" } });
  expect((await ask(api, tenant.revokedSecret, "me/")).statusCode).toBe(401);
  for (const [table, path] of Object.entries(lists)) {
    const { statusCode, payload } = await ask(api, tenant.secret, path);
    expect(statusCode, `${path}: ${payload}`).toBe(200);
    const rows: unknown = JSON.parse(payload);
    const count = Array.isArray(rows) ? rows.length : Object(rows).data.length;
    expect(count, path).toBe(had.has(table) ? 1 : 0);
  }
  const caller = personOf(tenant);
  const { page, counts } = await listTokens(caller, listTokensInput.parse({ search: "token" }));
  expect([page.rows.length, counts.active]).toEqual([1, 1]);
  expect(await verifyEvents(caller)).toMatchObject({ fault: null, verified: earlierEvents });
}

/** The lists of the API that hold what the tables hold. */
const lists = {
  alert: "alerts/",
  activity: "activities/",
  entity: "entities/",
  policy: "policies/",
  ip_range: "subnet/",
  cloud_file: "files/",
  discovery_upload: "discovery/uploads/",
};

function personOf({ tenantId, memberId }: EarlierTenant): Caller<MemberPrincipal> {
  const tenant = { tenantId, tenantSlug: "earlier" };
  const member = { memberId, memberName: "Ada", memberEmail: "ada@earlier.example" };
  const session = { sessionId: "00000000-0000-0000-0000-000000000000", provenAt: new Date() };
  const principal = { kind: "member", role: "global-administrator", ...tenant, ...member, ...session } as const;
  return { principal, ip: "192.0.2.1", userAgent: "test", requestId: "r" };
}

async function tablesOf(database: string): Promise<Set<string>> {
  const { rows } = await inDatabase(database, (admin) =>
    admin.query<{ name: string }>("select relname as name from pg_class where relkind in ('r', 'p')"),
  );
  return new Set(rows.map(({ name }) => name));
}

/** Everything that makes up a schema, as text. */
async function schemaOf(database: string): Promise<string[]> {
  const { rows } = await inDatabase(database, (admin) =>
    admin.query<{ line: string }>(`
      select concat_ws(' ', 'column', table_schema, table_name, column_name, udt_name, is_nullable, column_default, generation_expression) as line
      from information_schema.columns where table_schema in ('public', 'auth') and table_name <> '_prisma_migrations'
      union all select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname in ('public', 'auth') and tablename <> '_prisma_migrations'
      union all select concat_ws(' ', 'policy', tablename, policyname, cmd, roles::text, qual, with_check) from pg_policies
      union all select concat_ws(' ', 'function', p.oid::regprocedure::text, md5(p.prosrc), p.proowner::regrole) from pg_proc p where p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace)
      union all select concat_ws(' ', 'trigger', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
      union all select concat_ws(' ', 'table', relname, relrowsecurity, relforcerowsecurity, relacl::text) from pg_class
        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname <> '_prisma_migrations'
      order by 1`),
  );
  return rows.map(({ line }) => line);
}

describe("a database that an earlier release left behind", () => {
  const states = isLong ? migrationNames : migrationNames.filter((name) => chosen.some((one) => name.endsWith(one)));

  test.each(states)(
    "C-3: is upgraded with its rows after %s, and read",
    async (state) => {
      const database = await stateAfter(state);
      const tenant = await fillAsOf(database, pepper);
      const had = await tablesOf(database);
      await upgrade(database, state);
      expect(await missingMigrations(urlOf("TEST_DATABASE_APP_URL", database))).toEqual([]);
      expect(await schemaOf(database)).toEqual(await headSchema());
      await withPortal(database, (api) => expectRead(api, tenant, had));
    },
    120_000,
  );
});

/** The schema that all migrations make of nothing: the same whatever rows there were. */
async function headSchema(): Promise<string[]> {
  const name = new URL(fromNothing).pathname.slice(1);
  return schemaOf(name);
}
const fromNothing = process.env.DATABASE_URL ?? "";

describe("a portal that serves meanwhile", () => {
  test("C-3: answers every call while migrations run", async () => {
    const state = migrationNames.find((name) => name.endsWith(servedSince)) ?? "";
    // A database of its own, for the other tests' has gone further.
    const database = await makeEmpty();
    databases.push(database);
    for (const name of migrationNames.slice(0, migrationNames.indexOf(state) + 1)) await applyMigration(database, name);
    const tenants = [await fillAsOf(database, pepper), await fillAsOf(database, pepper)];
    await withPortal(database, async (api) => {
      const answers = new Map<string, number>();
      let isOver = false;
      const answered = async (secret: string, path: string) => {
        const { statusCode, payload } = await ask(api, secret, path);
        const what = statusCode === 200 ? "200" : `${path} ${statusCode} ${payload}`;
        answers.set(what, (answers.get(what) ?? 0) + 1);
      };
      const paths = ["me/", ...Object.values(lists)];
      const callers = tenants.map(async ({ secret }) => {
        while (!isOver) for (const path of paths) await answered(secret, path);
      });
      await upgrade(database, state).finally(() => {
        isOver = true;
      });
      await Promise.all(callers);
      expect([...answers.keys()]).toEqual(["200"]);
      expect(answers.get("200")).toBeGreaterThan(tenants.length * paths.length);
    });
  }, 120_000);
});
