import { expect, test } from "@playwright/test";
import { httpCall } from "../support/http-call";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { runningPortal } from "../support/running-portal";
import { cookieHeaderOf } from "../support/session-cookie";

const elsewhere = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/\\/evil.example",
  "\\\\evil.example",
  "https://evil.example/",
  "https:evil.example",
  "http://evil.example:80/",
  "javascript:alert(1)",
  "data:text/html,x",
  "/\t/evil.example",
  "/%09/evil.example",
  "/..//evil.example",
  "/%2e%2e//evil.example",
  "https://contoso.localhost@evil.example/",
  "https://evil.example#@contoso.localhost",
  "//evil.example/%2f..",
  "/sign-in/../..//evil.example",
];
let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

/** Where a browser would go from an address of the tenant. */
function targetOf(location: string | string[] | undefined, from: string): URL | null {
  return typeof location === "string" ? new URL(location, from) : null;
}

test("B-12: no page of the sign-in leads a signed-in person to another host", async ({ page }) => {
  await tenant.signInAs(page, "security-reader");
  const cookie = await cookieHeaderOf(page);
  const own = new URL(tenant.url);
  for (const path of ["/sign-in", "/sign-in/second-factor", "/sign-in/enrol"])
    for (const next of elsewhere) {
      const asked = `${path}?next=${encodeURIComponent(next)}`;
      const answer = await httpCall({ path: asked, secret: null, tenant: tenant.slug, headers: [["Cookie", cookie]] });
      expect(answer.status, asked).toBe(307);
      expect(targetOf(answer.headers.location, tenant.url)?.host, asked).toBe(own.host);
    }
});

test("B-12: the page that a visitor is sent back to is a path of this host, whatever was asked for", async () => {
  for (const wanted of ["//evil.example/x", "/\\evil.example", "/settings/members?next=//evil.example"]) {
    const answer = await httpCall({ path: wanted, secret: null, tenant: tenant.slug });
    const target = targetOf(answer.headers.location, tenant.url);
    if (target !== null) expect(target.host, wanted).toBe(new URL(tenant.url).host);
    expect(answer.status, wanted).toBeLessThan(500);
  }
});

test("B-12: next-auth neither goes to another host nor remembers one", async () => {
  const { baseUrl } = runningPortal();
  for (const host of [new URL(tenant.url).host, new URL(baseUrl).host])
    for (const next of elsewhere) {
      const path = `/api/auth/signin?callbackUrl=${encodeURIComponent(next)}`;
      const answer = await httpCall({ path, secret: null, tenant: null, host });
      const target = targetOf(answer.headers.location, `http://${host}`);
      if (target !== null) expect(target.host, path).toBe(host);
      const cookies = [answer.headers["set-cookie"] ?? []]
        .flat()
        .map((line) => decodeURIComponent(line.split(";")[0] ?? ""));
      for (const line of cookies.filter((one) => one.includes("portcullis.return"))) {
        const remembered = line.slice(line.indexOf("=") + 1);
        expect(new URL(remembered, `http://${host}`).host, path).toBe(host);
      }
    }
});
