import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient, authPool } from "../db/client";
import { withTenant } from "../db/transaction";
import { env } from "../env";

const client = appClient();
let operator: pg.Client;
let owner: TestMember;
let token: { id: string };
let epoch: number;

beforeAll(async () => {
  operator = await connect();
});

afterAll(() => operator.end());

beforeEach(async () => {
  owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
  token = await makeToken(client, owner, { pepper: env().PORTAL_TOKEN_PEPPER });
  epoch = await currentEpoch();
});

async function currentEpoch(): Promise<number> {
  const { rows } = await operator.query<{ epoch: string }>("select epoch from auth.epoch");
  return Number(rows[0]?.epoch);
}

async function eventsSince(known: number): Promise<(string | null)[][]> {
  const { rows } = await operator.query<{ kind: string; subject: string | null }>(
    "select kind, subject from auth.event where epoch > $1 order by epoch",
    [known],
  );
  return rows.map(({ kind, subject }) => [kind, subject]);
}

describe("the epoch", () => {
  test.each([
    ["api_token", "revoked_at = now()", "token"],
    ["api_token", "name = 'another'", "token"],
    ["api_token", "public_id = 'AAAAAAAAAAAA'", "token"],
    ["member", "role = 'global-administrator'", "member"],
    ["member", "deactivated_at = now()", "member"],
    ["member", "name = 'another'", "member"],
    ["member", "email = 'another@contoso.example'", "member"],
    ["tenant", "suspended_at = now()", "tenant"],
    ["tenant", "slug = 'another-slug'", "tenant"],
  ])("rises when an operator sets %s.%s in psql", async (table, change, kind) => {
    const id = { token: token.id, member: owner.id, tenant: owner.tenant.id }[kind];
    await operator.query(`update ${table} set ${change} where id = $1`, [id]);
    expect(await eventsSince(epoch)).toEqual([[kind, id]]);
    if (table === "tenant") await operator.query("update tenant set slug = id::text where id = $1", [id]);
  });

  test("rises when a secret is changed or removed, and when a tenant comes", async () => {
    await operator.query("update api_token_secret set secret_hash = sha256(secret_hash) where token_id = $1", [
      token.id,
    ]);
    await operator.query("delete from api_token_secret where token_id = $1", [token.id]);
    const tenant = await makeTenant(client);
    expect(await eventsSince(epoch)).toEqual([
      ["token", token.id],
      ["token", token.id],
      ["tenant", tenant.id],
    ]);
  });

  test("stays for what opens or closes nothing: a new token, a sign-in, a use", async () => {
    await makeToken(client, owner, { pepper: env().PORTAL_TOKEN_PEPPER });
    await operator.query("update member set last_sign_in_at = now() where id = $1", [owner.id]);
    await operator.query("update token_use set last_used_at = now() where token_id = $1", [token.id]);
    await operator.query("update api_token set revoked_at = revoked_at where id = $1", [token.id]);
    expect(await currentEpoch()).toBe(epoch);
  });

  test("rises once for a subject that a transaction changes many times, and not for one that is rolled back", async () => {
    const revoke = (at: Date) =>
      withTenant(owner.tenant.id, async (tx) => {
        for (const milliseconds of [0, 1, 2])
          await tx.apiToken.updateMany({ where: { id: token.id }, data: { revokedAt: new Date(+at + milliseconds) } });
        if (at.getTime() === 0) throw new Error("rolled back");
      });
    await expect(revoke(new Date(0))).rejects.toThrow("rolled back");
    await revoke(new Date());
    expect(await eventsSince(epoch)).toEqual([["token", token.id]]);
  });

  test("ends everything with one event when a transaction changes many, and rises without gaps all the same", async () => {
    for (let index = 0; index < 40; index++) await makeToken(client, owner, { pepper: env().PORTAL_TOKEN_PEPPER });
    await operator.query("update api_token set revoked_at = now() where tenant_id = $1", [owner.tenant.id]);
    const events = await eventsSince(epoch);
    expect(events).toHaveLength(33);
    expect(events.at(-1)).toEqual(["global", null]);
    expect(await currentEpoch()).toBe(epoch + 33);
  });

  test("rises in the order of the commits: who commits later has the higher epoch", async () => {
    const [first, second] = [await connect(), await connect()];
    await first.query("begin");
    await first.query("update member set role = 'global-administrator' where id = $1", [owner.id]);
    await second.query("update api_token set revoked_at = now() where id = $1", [token.id]);
    await first.query("commit");
    expect(await eventsSince(epoch)).toEqual([
      ["token", token.id],
      ["member", owner.id],
    ]);
    await Promise.all([first.end(), second.end()]);
  });

  test("covers every column that the guard reads", async () => {
    const { rows } = await operator.query<{ definition: string }>(
      `select pg_get_functiondef('auth.find_guarded_token(bytea[])'::regprocedure) as definition`,
    );
    const { rows: triggers } = await operator.query<{ table: string; definition: string }>(
      `select tgrelid::regclass::text as table, pg_get_triggerdef(oid) as definition from pg_trigger
       where tgname = 'note_change' and tgrelid in ('api_token'::regclass, 'member'::regclass, 'tenant'::regclass)`,
    );
    const aliases: Record<string, string> = { k: "api_token", m: "member", t: "tenant" };
    const read = [...String(rows[0]?.definition).matchAll(/\b([kmt])\.([a-z_]+)/g)];
    expect(read.length).toBeGreaterThan(12);
    for (const [, alias, column] of read) {
      const trigger = triggers.find(({ table }) => table === aliases[String(alias)]);
      expect(trigger?.definition, `${alias}.${column}`).toContain(`new.${column}`);
    }
  });
});

describe("the tables of the guard", () => {
  test("are out of reach for the portal's role, and reached by functions alone for the guard's", async () => {
    await expect(client.$queryRaw`select epoch from auth.epoch`).rejects.toThrow(/permission denied/);
    await expect(client.$queryRaw`select auth.raise_epoch('global', null)`).rejects.toThrow(/permission denied/);
    for (const table of ["epoch", "event", "node"])
      await expect(authPool().query(`select * from auth.${table}`)).rejects.toThrow(/permission denied/);
    await expect(authPool().query("select auth.raise_epoch('global', null)")).rejects.toThrow(/permission denied/);
  });

  test("forget events after an hour", async () => {
    await operator.query("update member set role = 'global-administrator' where id = $1", [owner.id]);
    await operator.query("update auth.event set at = now() - interval '61 minutes' where epoch > $1", [epoch]);
    await authPool().query("select auth.prune_guard()");
    expect(await eventsSince(epoch)).toEqual([]);
  });
});

/** As somebody in psql, whom row-level security does not bind. */
async function connect(): Promise<pg.Client> {
  const url = new URL(String(process.env.TEST_DATABASE_ADMIN_URL));
  url.pathname = new URL(env().DATABASE_URL).pathname;
  const one = new pg.Client({ connectionString: url.href });
  await one.connect();
  return one;
}
