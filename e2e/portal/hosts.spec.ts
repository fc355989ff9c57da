import { request } from "node:http";
import { expect, test } from "@playwright/test";
import { runningPortal, tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import { tokensPath } from "../support/tokens-page";

/** A request with any Host header, which fetch would not send. */
function ask(host: string, path: string): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: runningPortal().port, path, headers: { host } }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

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

test("a session of one tenant means nothing on another tenant's host", async ({ page, context }) => {
  await signIn(page, "admin");
  const cookies = await context.cookies(tenantUrl("contoso"));
  await context.addCookies(
    cookies.map(({ name, value, httpOnly, sameSite }) => ({
      name,
      value,
      httpOnly,
      sameSite,
      secure: true,
      url: tenantUrl("fabrikam"),
    })),
  );
  await page.goto(`${tenantUrl("fabrikam")}${tokensPath}`);
  await expect(page).toHaveURL(/fabrikam\.localhost:\d+\/sign-in/);
  await page.goto(`${tenantUrl("contoso")}${tokensPath}`);
  await expect(page.getByRole("heading", { name: "API tokens" })).toBeVisible();
});

test("a host that is none of ours gets a plain 421 and nothing of the portal", async () => {
  for (const host of ["evil.example", "nobody.localhost", "contoso.localhost.evil.example"]) {
    for (const path of ["/", "/sign-in", "/api/v1/alerts/"]) {
      const answer = await ask(host, path);
      expect(answer.status).toBe(421);
      expect(answer.body).not.toContain(host);
      expect(answer.body).not.toContain("<");
    }
  }
  expect((await ask("evil.example", "/api/health")).status).toBe(200);
});

test("forwarding headers of a stranger change neither links nor redirects", async ({ request: api }) => {
  const answer = await api.get(`${tenantUrl("contoso")}${tokensPath}`, {
    headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" },
    maxRedirects: 0,
  });
  expect(answer.headers().location ?? "").not.toContain("evil.example");
  expect(await answer.text()).not.toContain("evil.example");
});

test("every kind of answer carries the security headers", async () => {
  const host = new URL(tenantUrl("contoso")).host;
  for (const path of ["/sign-in", "/nowhere", "/api/v1/alerts/", "/api/health", "/api/auth/csrf", tokensPath]) {
    const { headers } = await ask(host, path);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(String(headers["cache-control"])).toContain("no-store");
  }
  const { headers } = await ask(host, "/sign-in");
  expect(String(headers["content-security-policy"])).toMatch(/script-src 'self' 'nonce-[^']{20,}' 'strict-dynamic'/);
});
