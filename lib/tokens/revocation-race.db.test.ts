import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import type { Pepper } from "./token-secret";

/*
 * One statement gives a living token another hash: that of a rotation of the pepper, when the token is used. Here a
 * revocation meets it at every step, and the creation of another token from the same secret too.
 */

const [oldPepper, newPepper] = ["r1", "r2"].map((keyId) => `${keyId}:${randomBytes(32).toString("base64")}`);
// Before anything reads the settings.
process.env.PORTAL_TOKEN_PEPPER = `${newPepper},${oldPepper}`;
const { appClient } = await import("../db/client");
const { env } = await import("../env");
const { findTokenUnder } = await import("./find-token-under");
const { openGuard } = await import("./open-guard");
const { revokeToken } = await import("./revoke-token");
const { hashSecret, parsePeppers } = await import("./token-secret");

type Token = Awaited<ReturnType<typeof makeToken>>;
type Step = (connection: pg.Client, token: Token) => Promise<unknown>;

const both = parsePeppers(env().PORTAL_TOKEN_PEPPER);
const [current, older] = both;
const admin = new URL(process.env.TEST_DATABASE_ADMIN_URL ?? "");
let owner: TestMember;
let watcher: pg.Client;
let connections: pg.Client[];
const pids = new Map<pg.Client, number>();

beforeAll(async () => {
  owner = await makeMember(appClient(), await makeTenant(appClient()), { role: "security-reader" });
  admin.pathname = new URL(env().DATABASE_URL).pathname;
  const open = () => new pg.Client({ connectionString: admin.href });
  watcher = open();
  connections = [open(), open()];
  for (const connection of [watcher, ...connections]) {
    await connection.connect();
    const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
    pids.set(connection, rows[0]?.pid ?? 0);
  }
});

afterAll(async () => {
  for (const connection of [watcher, ...connections]) await connection.end();
});

/** A token that is known under the older key alone. */
function issued(): Promise<Token> {
  return makeToken(appClient(), owner, { pepper: oldPepper ?? "" });
}

const revocation: Step[] = [
  (connection) => connection.query("begin"),
  (connection, { id }) => connection.query("update api_token set revoked_at = now() where id = $1", [id]),
  (connection) => connection.query("commit"),
];

const rehash: Step[] = [
  (connection) => connection.query("begin"),
  (connection, { secret }) =>
    connection.query("select auth.add_token_hash($1::bytea[], $2, $3)", [
      both.map((pepper) => Buffer.from(hashSecret(secret, pepper))),
      Buffer.from(hashSecret(secret, current)),
      current.keyId,
    ]),
  (connection) => connection.query("commit"),
];

/** Another token from the same secret, as if somebody could choose one. */
const creation: Step[] = [
  (connection) => connection.query("begin"),
  async (connection, { id, secret }) => {
    const made = connection.query(
      `with made as (
         insert into api_token (tenant_id, id, public_id, kind, member_id, name, created_at)
         select tenant_id, gen_random_uuid(), substr(md5(random()::text), 1, 12), kind, member_id, 'again', now()
         from api_token where id = $1 returning tenant_id, id)
       insert into api_token_secret (tenant_id, id, token_id, secret_hash, key_id)
       select tenant_id, gen_random_uuid(), id, $2, $3 from made`,
      [id, Buffer.from(hashSecret(secret, older ?? current)), older?.keyId],
    );
    await expect(made).rejects.toThrow("duplicate key");
  },
  (connection) => connection.query("rollback"),
];

/** In which orders two transactions of three steps can take them: 0 and 1 say whose turn it is. */
function orders(left: readonly [number, number] = [3, 3]): number[][] {
  const [first, second] = left;
  if (first + second === 0) return [[]];
  const beginWith = (who: number, rest: readonly [number, number]) => orders(rest).map((order) => [who, ...order]);
  return [
    ...(first > 0 ? beginWith(0, [first - 1, second]) : []),
    ...(second > 0 ? beginWith(1, [first, second - 1]) : []),
  ];
}

/** Takes the steps in an order. One that waits for the other's lock goes on by itself when that is given up. */
async function interleave(order: readonly number[], token: Token, sides: readonly Step[][]): Promise<void> {
  const waiting = sides.map(() => Promise.resolve<unknown>(undefined));
  const places = sides.map(() => 0);
  for (const who of order) {
    const [connection, step] = [connections[who], sides[who]?.[places[who] ?? 0]];
    if (connection === undefined || step === undefined) throw new Error("there is no such step");
    places[who] = (places[who] ?? 0) + 1;
    const taken = (waiting[who] ?? Promise.resolve()).then(() => step(connection, token));
    waiting[who] = taken;
    await doneOrBlocked(taken, connection);
  }
  await Promise.all(waiting);
}

async function doneOrBlocked(taken: Promise<unknown>, connection: pg.Client): Promise<void> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  taken.then(done, done);
  while (!isDone) {
    const blocked = await watcher.query(
      "select from pg_stat_activity where pid = $1 and cardinality(pg_blocking_pids(pid)) > 0",
      [pids.get(connection)],
    );
    if (blocked.rowCount !== 0) return;
  }
}

/** Whom the secret lets in, under whichever of the keys are configured. */
async function expectDead({ secret, id }: Token): Promise<void> {
  const configured: [Pepper, ...Pepper[]][] = [both, [current], [older ?? current]];
  for (const peppers of configured) {
    const { value } = await findTokenUnder(peppers, secret, "api");
    expect(value?.revoked ?? true).toBe(true);
    if (value !== null) expect(value.principal.tokenId).toBe(id);
  }
}

describe("R-12: no token survives a revocation that meets", () => {
  test.each([
    ["its rehashing", rehash],
    ["the creation of another one from its secret", creation],
  ])("%s, in any order of their steps", async (_what, other) => {
    expect(orders()).toHaveLength(20);
    for (const order of orders()) {
      const token = await issued();
      await interleave(order, token, [revocation, other]);
      await expectDead(token);
    }
  });

  test("the calls that rehash it, as they come: the answered revocation holds under every key", async () => {
    const guard = await openGuard();
    const call = async (secret: string) =>
      guard.tokens.authenticate({ authorization: `Token ${secret}`, tenantSlug: null, source: "192.0.2.1" });
    try {
      for (let round = 0; round < 20; round++) {
        const token = await issued();
        // From the first call on each look-up may write the new hash while the revocation commits.
        const calls = Array.from({ length: 1 + (round % 4) }, () => call(token.secret).catch(() => null));
        if (round % 2 === 0) await calls[0];
        await revokeToken(callerOf(owner), { publicId: token.publicId });
        await expect(call(token.secret)).rejects.toMatchObject({ code: "unauthenticated" });
        await Promise.all(calls);
        await expectDead(token);
      }
    } finally {
      await guard.close();
    }
  });
});
