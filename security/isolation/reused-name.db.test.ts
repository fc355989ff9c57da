import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appClient } from "@/lib/db/client";
import { openCursor } from "@/lib/db/cursor";
import { withTenant } from "@/lib/db/transaction";
import { openUpload } from "@/lib/discovery/open-upload";
import { admitUpload } from "@/lib/discovery/receive-upload";
import { listTokensInput } from "@/lib/domain/api-token";
import { env } from "@/lib/env";
import { buildApi } from "@/lib/rest/app";
import { findSession } from "@/lib/sign-in/find-session";
import { issueSignInCode } from "@/lib/sign-in/issue-sign-in-code";
import { openSession } from "@/lib/sign-in/open-session";
import { listTokens } from "@/lib/tokens/list-tokens";
import { callerOf, makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { openTruth, type Truth } from "./truth";

/*
 * The portal has no button that deletes a tenant: an operator does it in the database. Afterwards another organisation may
 * take the name, and everything that the first one's people still hold in browsers and programs arrives at the second.
 */

const visitor = { ip: "198.51.100.1", userAgent: "test browser", requestId: randomUUID() };
const slug = `reused-${randomUUID().slice(0, 8)}`;
const email = "amy@reused.example";
let api: FastifyInstance;
let truth: Truth;

beforeAll(async () => {
  const admin = new URL(process.env.TEST_DATABASE_ADMIN_URL ?? "");
  admin.pathname = new URL(env().DATABASE_URL).pathname;
  truth = await openTruth(admin.href);
  api = await buildApi({
    tenantOfHost: async (host) => ({ kind: "tenant", slug: host?.split(".")[0] ?? "" }),
    clientAddress: () => "192.0.2.1",
  });
  await api.ready();
});

afterAll(async () => {
  await api.close();
  await truth.close();
});

async function makeOrganisation() {
  const tenant = await makeTenant(appClient(), { slug });
  const member = await makeMember(appClient(), tenant, { role: "global-administrator", name: email });
  const { secret } = await makeToken(appClient(), member, { pepper: env().PORTAL_TOKEN_PEPPER });
  await makeToken(appClient(), member, { pepper: env().PORTAL_TOKEN_PEPPER });
  const issue = () =>
    withTenant(tenant.id, (tx) =>
      issueSignInCode(tx, { tenantId: tenant.id, memberId: member.id, method: "password" }, new Date()),
    );
  const session = await openSession(visitor, { tenantId: tenant.id, code: await issue() });
  return { tenant, member, secret, session, code: await issue() };
}

const callApi = (secret: string) =>
  api.inject({ url: "/api/v1/me", headers: { host: `${slug}.localhost`, authorization: `Token ${secret}` } });

async function deleteTenant(tenantId: string): Promise<void> {
  const tables = Object.keys(await truth.fingerprint(tenantId)).filter((table) => table !== "tenant");
  await truth.query("set session_replication_role = replica", []);
  for (const table of [...tables, "token_use", "token_call", "token_call_day"])
    await truth.query(`delete from "${table}" where tenant_id = $1`, [tenantId]);
  await truth.query("set session_replication_role = origin", []);
  await truth.query("delete from tenant where id = $1", [tenantId]);
}

test("M-09: a tenant whose name was used before inherits no session, token, sign-in code, cursor or upload URL", async () => {
  const first = await makeOrganisation();
  const uploadUrl = await openUpload(callerOf(first.member), { fileName: "a.log", source: "SQUID" }, new Date());
  expect((await callApi(first.secret)).statusCode).toBe(200);
  expect(await findSession(first.session)).not.toBeNull();
  await expect(admitUpload(uploadUrl, new Date())).resolves.toMatchObject({ tenantId: first.tenant.id });

  await deleteTenant(first.tenant.id);
  const second = await makeOrganisation();

  expect((await callApi(first.secret)).statusCode).toBe(401);
  expect((await callApi(second.secret)).json()).toMatchObject({ tenant: { slug } });
  expect(await findSession(first.session)).toBeNull();
  expect(await findSession({ ...first.session, tenantId: second.tenant.id })).toBeNull();
  await expect(openSession(visitor, { tenantId: second.tenant.id, code: first.code })).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(admitUpload(uploadUrl, new Date())).rejects.toMatchObject({
    code: expect.stringMatching(/not-found|invalid|forbidden|unauthenticated/),
  });
  const { page } = await listTokens(callerOf(second.member), listTokensInput.parse({}));
  expect(page.rows).toHaveLength(2);
  expect(openCursor(page.next ?? "", ["tokens", first.tenant.id])).toBeNull();
});
