import pg from "pg";
import { expect, test } from "vitest";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { appClient } from "../db/client";
import { env } from "../env";
import { buildApi } from "./app";

const client = appClient();

test.each([
  ["activities", "activity"],
  ["alerts", "alert"],
])("a list of %s that the database gives up for its length says how to narrow it", async (noun, table) => {
  const api = await buildApi({ tenantOfHost: () => ({ kind: "base" }), clientAddress: () => "192.0.2.1" });
  const member = await makeMember(client, await makeTenant(client), { role: "security-reader" });
  const { secret } = await makeToken(client, member, { pepper: env().PORTAL_TOKEN_PEPPER });
  const owner = await connected(process.env.TEST_DATABASE_OWNER_URL);
  // The role that asks may end its own statements.
  const ender = await connected(env().DATABASE_URL);
  await owner.query(`begin; lock table ${table} in access exclusive mode`);
  const answering = api.inject({ url: `/api/v1/${noun}/`, headers: { authorization: `Token ${secret}` } });
  await endWaiting(ender);
  const answer = await answering;
  await owner.query("rollback");
  await Promise.all([owner.end(), ender.end(), api.close()]);
  expect(answer.statusCode).toBe(503);
  expect(answer.headers["retry-after"]).toBe("2");
  expect(answer.json()).toEqual({
    error: true,
    detail: "The list takes too long. Narrow it with filters, for example by date, or try again shortly",
  });
});

async function connected(connectionString: string | undefined): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString });
  await opened.connect();
  return opened;
}

/** Ends the statement that waits for the lock, as its own limit of time would. */
function endWaiting(ender: pg.Client): Promise<void> {
  const end = `select pg_cancel_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = current_user and wait_event_type = 'Lock'`;
  return expect.poll(async () => (await ender.query(end)).rowCount, { timeout: 10_000 }).toBe(1);
}
