import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { makeMember, makeTenant } from "@/prisma/factories";
import { appClient, authPool } from "./client";
import { Prisma } from "./generated/client";
import { type Transaction, withTenant } from "./transaction";

const client = appClient();

const tableRow = z.object({
  name: z.string(),
  isTenantOwned: z.boolean(),
  isFenced: z.boolean(),
  isForced: z.boolean(),
  policies: z.array(z.string()),
});
const keyRow = z.object({ table: z.string(), key: z.string(), columns: z.array(z.string()) });

/** What belongs to no tenant, with the reason. A new table either has a tenant or stands here. */
const tablesWithoutTenant: Record<string, string> = {
  _prisma_migrations: "the history of migrations",
  setup_code: "made before the first tenant is",
  sign_in_throttle: "counts before a tenant is known, keys are hashes",
  tenant: "is the tenant: fenced by its own id",
  usage_writer: "a process writes the usage of many tenants; it holds numbers of batches",
};

/** Unique keys that do not begin with the tenant, with the reason. */
const keysWithoutTenant: Record<string, string> = {
  api_token_secret_secret_hash_key: "the guard finds a token by its hash before it knows the tenant",
};

let tables: z.infer<typeof tableRow>[];

beforeAll(async () => {
  tables = z.array(tableRow).parse(
    await client.$queryRaw`
      select c.relname::text as name,
             exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as "isTenantOwned",
             c.relrowsecurity as "isFenced", c.relforcerowsecurity as "isForced",
             coalesce((select array_agg(p.polname::text) from pg_policy p where p.polrelid = c.oid), '{}') as policies
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      order by 1`,
  );
});

describe("the database", () => {
  test("has every table that the checks below are about", () => {
    expect(tables.filter(({ isTenantOwned }) => isTenantOwned).length).toBeGreaterThanOrEqual(10);
  });

  test("M-02: gives each table to a tenant, or says why not", () => {
    const without = tables.filter(({ isTenantOwned }) => !isTenantOwned).map(({ name }) => name);
    expect(without.filter((name) => !(name in tablesWithoutTenant))).toEqual([]);
  });

  test("M-02: fences every tenant-owned table, its owner's sessions included", () => {
    const open = tables.filter(
      ({ isTenantOwned, isFenced, isForced, policies }) =>
        isTenantOwned && !(isFenced && isForced && policies.includes("tenant_fence")),
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test("fences the tenants themselves", () => {
    expect(tables.find(({ name }) => name === "tenant")).toMatchObject({ isFenced: true, isForced: true });
  });

  test("M-06: begins every primary and unique key of a tenant-owned table with the tenant", async () => {
    const keys = z.array(keyRow).parse(
      await client.$queryRaw`
        select t.relname::text as table, k.relname::text as key,
               array(select a.attname::text
                     from unnest(i.indkey) with ordinality as part(number, place)
                     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.number
                     order by part.place) as columns
        from pg_index i
        join pg_class t on t.oid = i.indrelid
        join pg_class k on k.oid = i.indexrelid
        where t.relnamespace = 'public'::regnamespace and i.indisunique`,
    );
    const owned = new Set(tables.filter(({ isTenantOwned }) => isTenantOwned).map(({ name }) => name));
    const wrong = keys.filter(({ table, columns }) => owned.has(table) && columns[0] !== "tenant_id");
    expect(keys.length).toBeGreaterThanOrEqual(owned.size);
    expect(wrong.map(({ key }) => key).filter((key) => !(key in keysWithoutTenant))).toEqual([]);
  });
});

describe("the portal's role", () => {
  test("M-03: without a tenant setting sees no row of any table, and with a garbled one gets an error", async () => {
    const tenant = await makeTenant(client);
    await makeMember(client, tenant, { role: "security-reader" });
    const readable = z.array(z.object({ name: z.string() })).parse(
      await client.$queryRaw`
        select c.relname::text as name from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and has_column_privilege(current_user, c.oid, a.attnum, 'select')`,
    );
    expect(readable.length).toBeGreaterThanOrEqual(20);
    for (const { name } of readable) {
      const rows = Prisma.sql`select tenant_id from ${Prisma.raw(`"${name}"`)}`;
      expect(await client.$queryRaw(rows), name).toEqual([]);
      expect(await unsettled("", (tx) => tx.$queryRaw(rows)), name).toEqual([]);
      for (const garbled of ["nobody", "' or true --", "*", tenant.id.slice(1)])
        await expect(
          unsettled(garbled, (tx) => tx.$queryRaw(rows)),
          name,
        ).rejects.toThrow(/invalid input syntax/);
    }
  });

  test("M-05: has no right beyond its rows: no superuser, no bypass, no table of its own, no way to make one", async () => {
    const roles = await client.$queryRaw`
      select rolname::text as name from pg_roles
      where rolname in ('portcullis_app', 'portcullis_auth', 'portcullis_lookup')
        and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`;
    expect(roles).toEqual([]);
    const owned = await client.$queryRaw`
      select c.relname::text as name from pg_class c
      where pg_get_userbyid(c.relowner) in ('portcullis_app', 'portcullis_auth')`;
    expect(owned).toEqual([]);
    for (const statement of [
      "create table mine (id int)",
      "create schema mine",
      "alter table member disable row level security",
      "drop policy tenant_fence on member",
      "set role portcullis_owner",
      "set role portcullis_lookup",
      "truncate audit_event",
    ]) {
      await expect(client.$executeRawUnsafe(statement), statement).rejects.toThrow(/permission denied|must be owner/);
      await expect(authPool().query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  test("M-03: sees nothing outside a tenant's transaction", async () => {
    const tenant = await makeTenant(client);
    const member = await makeMember(client, tenant, { role: "security-reader" });
    expect(await client.member.findMany({ where: { id: member.id } })).toEqual([]);
    expect(await client.tenant.count()).toBe(0);
  });

  test("M-02: sees its tenant's rows and no other's, whatever it asks for", async () => {
    const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
    const member = await makeMember(client, own, { role: "security-reader" });
    const stranger = await makeMember(client, foreign, { role: "security-reader" });
    const seen = await withTenant(own.id, (tx) =>
      tx.member.findMany({ where: { id: { in: [member.id, stranger.id] } }, select: { id: true } }),
    );
    expect(seen).toEqual([{ id: member.id }]);
  });

  test("M-02: cannot write a row of another tenant", async () => {
    const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
    const row = {
      tenantId: foreign.id,
      email: "intruder@test.example",
      name: "Intruder",
      role: "global-administrator",
    };
    await expect(withTenant(own.id, (tx) => tx.member.createMany({ data: [row] }))).rejects.toThrow(
      /row-level security/,
    );
  });

  test("carries no tenant from one transaction to the next on the same connection", async () => {
    const tenant = await makeTenant(client);
    await Promise.all(Array.from({ length: 20 }, () => withTenant(tenant.id, (tx) => tx.tenant.count())));
    const left = await Promise.all(Array.from({ length: 20 }, () => client.tenant.count()));
    expect(left.every((count) => count === 0)).toBe(true);
  });

  test("cannot read a hash, neither of a secret nor of a password", async () => {
    const tenant = await makeTenant(client);
    const secrets = withTenant(tenant.id, (tx) => tx.$queryRaw`select secret_hash from api_token_secret`);
    await expect(secrets).rejects.toThrow(/permission denied/);
    const passwords = withTenant(tenant.id, (tx) => tx.$queryRaw`select password_hash from member_credential`);
    await expect(passwords).rejects.toThrow(/permission denied/);
  });
});

/** A transaction whose tenant is set to a text that is no tenant's id. */
function unsettled<T>(setting: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant', ${setting}, true)`;
    return work(tx);
  });
}

test("M-05: the guard's role reaches no table, only its functions", async () => {
  await expect(authPool().query("select * from tenant")).rejects.toThrow(/permission denied/);
  await expect(authPool().query("select * from api_token_secret")).rejects.toThrow(/permission denied/);
  expect((await authPool().query("select * from auth.find_tenant('no-such-tenant')")).rows).toEqual([]);
});

describe("what acts with more rights than its caller", () => {
  const named = z.array(z.object({ name: z.string() }));

  test("is for the roles that it was made for, and looks names up where no caller can put others", async () => {
    const found = await client.$queryRaw`
      select p.oid::regprocedure::text as name
      from pg_proc p
      where p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace) and p.prosecdef and (
        exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a where a.grantee = 0)
        or not exists (select from unnest(p.proconfig) as setting where setting like 'search\\_path=%'))`;
    expect(named.parse(found)).toEqual([]);
  });

  test("is there to be checked", async () => {
    const found = await client.$queryRaw`
      select p.proname::text as name from pg_proc p
      where p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace) and p.prosecdef`;
    const names = named.parse(found).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["find_guarded_token", "find_tokens_by_text", "raise_epoch"]));
  });

  test("leaves a gate in the fence to the look-ups' role alone", async () => {
    const found = await client.$queryRaw`
      select p.polrelid::regclass::text || '.' || p.polname as name from pg_policy p
      where p.polname <> 'tenant_fence' and p.polroles <> array['portcullis_lookup'::regrole::oid]`;
    expect(named.parse(found)).toEqual([]);
  });
});
