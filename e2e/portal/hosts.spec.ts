import { expect, test } from "@playwright/test";
import { type HttpAnswer, httpCall } from "../support/http-call";
import { runningPortal, tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import { tokensPath } from "../support/tokens-page";

/** A plain request to any host name, with any headers. */
function ask(host: string, path: string, headers: readonly (readonly [string, string])[] = []): Promise<HttpAnswer> {
  return httpCall({ path, host, secret: null, tenant: null, headers });
}

const hostOf = (tenant: string) => new URL(tenantUrl(tenant)).host;

test("a sign-in at the general URL ends, signed in, on the tenant's own URL", async ({ page }) => {
  const { baseUrl, password } = runningPortal();
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByLabel("Email").fill("reader@fabrikam.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.origin === tenantUrl("fabrikam") && !url.pathname.startsWith("/sign-in"));
  expect(page.url()).not.toContain("code=");
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name === "__Host-portcullis.session");
  expect(session).toMatchObject({ domain: "fabrikam.localhost", httpOnly: true, secure: true, sameSite: "Lax" });
});

test("B-07: a session of one tenant means nothing on another tenant's host", async ({ page, context }) => {
  await signIn(page, "admin");
  const cookies = await context.cookies(tenantUrl("contoso"));
  const cookie = ["Cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; ")] as const;
  const elsewhere = await ask(hostOf("fabrikam"), tokensPath, [cookie]);
  expect(elsewhere.status).toBe(307);
  expect(elsewhere.headers.location).toContain("/sign-in");
  const home = await ask(hostOf("contoso"), tokensPath, [cookie]);
  expect(home.status).toBe(200);
  expect(home.text).toContain("API tokens");
});

test("H-01: a host that is none of ours gets a plain 421 and nothing of the portal", async () => {
  for (const host of ["evil.example", "nobody.localhost", "contoso.localhost.evil.example"]) {
    for (const path of ["/", "/sign-in", "/api/v1/alerts/"]) {
      const answer = await ask(host, path);
      expect(answer.status).toBe(421);
      expect(answer.text).not.toContain(host);
      expect(answer.text).not.toContain("<");
    }
  }
  expect((await ask("evil.example", "/api/health")).status).toBe(200);
});

test("H-01: forwarding headers of a stranger change neither links nor redirects", async () => {
  for (const path of [tokensPath, "/sign-in", "/api/auth/providers"]) {
    const answer = await ask(hostOf("contoso"), path, [
      ["X-Forwarded-Host", "evil.example"],
      ["X-Forwarded-Proto", "https"],
      ["Forwarded", "host=evil.example;proto=https"],
    ]);
    expect(answer.status).toBeLessThan(400);
    expect(JSON.stringify(answer.headers) + answer.text).not.toContain("evil.example");
  }
});
