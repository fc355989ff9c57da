import { expect, type Page, test } from "@playwright/test";
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

test("B-08: what a page of a sibling host, or a sandboxed frame in it, can send changes nothing", async ({ page }) => {
  test.slow();
  await tenant.signInAs(page, "global-administrator");
  const before = await tenant.fingerprint();
  // Below the tenant's own name, so that browsers take it for the same site and send the cookie along.
  const attacker = new URL(tenant.url);
  attacker.hostname = `evil.${attacker.hostname}`;
  await page.route(`${attacker.origin}/**`, (route) =>
    route.fulfill({ contentType: "text/html", body: attackPage(tenant.url + tokensPath, generateAction().id) }),
  );
  const posts = countPosts(page, tenant.url);
  await page.goto(attacker.origin);
  // Three forms, one request without CORS, one form from the sandbox.
  await expect.poll(() => posts.arrived, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
  await expect(page.locator("#cors")).toHaveText("refused");
  expect(posts.withCookie).toBeGreaterThan(0);
  expect(await tenant.fingerprint()).toBe(before);
});

function countPosts(page: Page, url: string): { arrived: number; withCookie: number } {
  const posts = { arrived: 0, withCookie: 0 };
  page.on("requestfinished", async (request) => {
    if (request.method() !== "POST" || !request.url().startsWith(url)) return;
    const headers = await request.allHeaders().catch((): Record<string, string> => ({}));
    if (headers.cookie?.includes("portcullis.session")) posts.withCookie += 1;
    posts.arrived += 1;
  });
  return posts;
}

/** A page that tries every request to a server action that needs no permission from the called host. */
function attackPage(target: string, actionId: string): string {
  const call = JSON.stringify([{ name: "planted" }]);
  const form = (name: string, enctype: string) => `
    <iframe name="${name}"></iframe>
    <form id="form-${name}" method="post" action="${target}" enctype="${enctype}" target="${name}">
      <input type="hidden" name="$ACTION_ID_${actionId}" value="">
      <input type="hidden" name="0" value='${call}'>
    </form>`;
  const sandboxed = `${form("s", "multipart/form-data")}<script>document.getElementById("form-s").submit()</script>`;
  return `<!doctype html><title>evil</title>
    ${form("a", "application/x-www-form-urlencoded")}${form("b", "multipart/form-data")}${form("c", "text/plain")}
    <iframe sandbox="allow-scripts allow-forms" srcdoc="${sandboxed.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>
    <p id="cors"></p>
    <script>
      for (const name of ["a", "b", "c"]) document.getElementById("form-" + name).submit();
      const body = ${JSON.stringify(call)};
      fetch(${JSON.stringify(target)}, { method: "POST", mode: "no-cors", credentials: "include", body });
      fetch(${JSON.stringify(target)}, {
        method: "POST", credentials: "include", body, headers: { "Next-Action": ${JSON.stringify(actionId)} },
      }).then(() => "let in", () => "refused").then((said) => { document.getElementById("cors").textContent = said; });
    </script>`;
}
