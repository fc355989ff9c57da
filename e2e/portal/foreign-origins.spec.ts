import { expect, test } from "@playwright/test";
import { httpCall } from "../support/http-call";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { tenantUrl } from "../support/running-portal";
import { callAction, outcomeOf, type ServerAction, serverActions } from "../support/server-actions";
import { cookieHeaderOf } from "../support/session-cookie";
import { tokensPath } from "../support/tokens-page";

let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

function generateAction(): ServerAction {
  const found = serverActions().find(({ name }) => name === "generateTokenAction");
  if (!found) throw new Error("the build has no generateTokenAction");
  return { ...found, path: tokensPath };
}

/** Origins that are not the called host's own, one for each way to get that wrong. */
function foreignOrigins(): (string | null)[] {
  const { host, hostname, port } = new URL(tenant.url);
  return [
    null,
    "null",
    "",
    tenantUrl("contoso"),
    `https://${host}`,
    `http://${hostname}`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://${host}.evil.example`,
    `http://evil.example/${host}`,
    `http://evil${hostname}:${port}`,
    `http://${hostname}.:${port}`,
    `http://user@${host}`,
    `http://${host}/`,
    `HTTP://${host}`,
    "file://",
    "*",
  ];
}

test("B-06: an action with any Origin but the called host's own changes nothing", async ({ page }) => {
  test.slow();
  await tenant.signInAs(page, "global-administrator");
  const cookie = await cookieHeaderOf(page);
  const action = generateAction();
  const before = await tenant.fingerprint();
  for (const origin of foreignOrigins()) {
    const input = { name: `planted by ${origin}` };
    const answer = await callAction(action, { tenant: tenant.slug, cookie, origin, input });
    const refused = answer.status >= 400 || outcomeOf(answer)?.ok === false;
    expect(refused, `${origin}: ${answer.status}`).toBe(true);
    expect(answer.status, `${origin}`).toBeLessThan(500);
    expect(answer.text).not.toContain("pcu1");
  }
  // What a proxy might be tricked into vouching for.
  for (const [name, value] of [
    ["X-Forwarded-Host", "evil.example"],
    ["X-HTTP-Method-Override", "POST"],
  ] as const) {
    const call = { tenant: tenant.slug, cookie, origin: "http://evil.example", input: { name: "planted" } };
    const answer = await callAction(action, { ...call, headers: [[name, value]] });
    expect(answer.status >= 400 || outcomeOf(answer)?.ok === false).toBe(true);
  }
  expect(await tenant.fingerprint()).toBe(before);
  const own = await callAction(action, { tenant: tenant.slug, cookie, input: { name: "the owner's" } });
  expect(outcomeOf(own)).toMatchObject({ ok: true });
});

test("B-06: no GET changes anything, whatever it is given", async ({ page }) => {
  test.slow();
  await tenant.signInAs(page, "global-administrator");
  const cookie = await cookieHeaderOf(page);
  const before = await tenant.fingerprint();
  const paths = new Set(serverActions().map((action) => action.path));
  const header = ["Cookie", cookie] as const;
  for (const path of [...paths, "/api/auth/signout", "/api/auth/callback/one-time-code?code=x"])
    for (const method of ["GET", "HEAD"])
      await httpCall({ method, path, secret: null, tenant: tenant.slug, headers: [header] });
  for (const action of serverActions())
    await callAction(action, { tenant: tenant.slug, cookie, method: "GET", input: { name: "planted" } });
  expect(await tenant.fingerprint()).toBe(before);
});
