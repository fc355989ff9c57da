import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { httpCall } from "../support/http-call";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { hostOf } from "../support/raw-request";
import { tenantUrl } from "../support/running-portal";
import { tokensPath } from "../support/tokens-page";

/*
 * Two tenants in one browser's reach, page by page: what the one was shown is never what the other gets, and another
 * tenant's things are no more there than those that nobody has.
 */

const pages = [
  tokensPath,
  "/alerts",
  "/activities",
  "/discovery",
  "/discovery/apps",
  "/discovery/users",
  "/discovery/uploads",
  "/policies",
  "/settings/members",
  "/settings/audit",
  "/settings/security-extensions/siem-agents",
  "/settings/log-collectors",
  "/settings/cloud-discovery/custom-apps",
];

let one: OwnTenant;
let two: OwnTenant;

test.beforeAll(async () => {
  [one, two] = await Promise.all([makeOwnTenant(), makeOwnTenant()]);
});

test.afterAll(() => Promise.all([one.close(), two.close()]));

async function cookieOf(context: BrowserContext, tenant: OwnTenant): Promise<readonly [string, string]> {
  const cookies = await context.cookies(tenantUrl(tenant.slug));
  return ["Cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; ")];
}

async function signedIn(page: Page, tenant: OwnTenant, name: string): Promise<readonly [string, string]> {
  await tenant.signInAs(page, "global-administrator", name);
  return cookieOf(page.context(), tenant);
}

test("M-10: of two hosts each gets its own page under the same path, and none of them may be stored", async ({
  browser,
}) => {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const [pageOne, pageTwo] = [await contexts[0].newPage(), await contexts[1].newPage()];
  const first = { slug: one.slug, name: "Ada Unmistakable", cookie: await signedIn(pageOne, one, "Ada Unmistakable") };
  const second = { slug: two.slug, name: "Bo Incomparable", cookie: await signedIn(pageTwo, two, "Bo Incomparable") };
  for (const path of pages)
    for (const rsc of [false, true]) {
      for (const [self, other] of [
        [first, second],
        [second, first],
        [first, second],
      ] as const) {
        const headers = [self.cookie, ...(rsc ? [["RSC", "1"] as const] : [])];
        // Next leads what asks for a part of a page without this mark to the same address with it.
        const asked = rsc ? `${path}?_rsc` : path;
        const answer = await httpCall({ path: asked, secret: null, tenant: self.slug, headers });
        expect(answer.status, path).toBe(200);
        expect(answer.text, path).toContain(self.name);
        expect(answer.text, path).not.toContain(other.name);
        expect(answer.text, path).not.toContain(other.slug);
        expect(String(answer.headers["cache-control"]), path).toMatch(/private.*no-store|no-store/);
        for (const name of ["etag", "age", "x-nextjs-cache", "expires", "last-modified"])
          expect(answer.headers[name], `${name} of ${path}`).toBeUndefined();
      }
      const stolen = await httpCall({
        path,
        secret: null,
        host: hostOf(two.slug),
        tenant: null,
        headers: [first.cookie],
      });
      expect(stolen.status, path).toBe(307);
    }
  await Promise.all(contexts.map((context) => context.close()));
});

test("M-01: a page of another tenant's thing is the page of a thing that nobody has", async ({ page }) => {
  const [alert = ""] = await two.raiseAlerts([{ title: "Only in the other tenant" }]);
  const policy = await two.addPolicy({ name: "Only in the other tenant" });
  const report = await two.addReport({ name: "Only in the other tenant", traffic: [{ user: "only@other.example" }] });
  const { publicId } = await two.issueToken({ owner: "Only in the other tenant", name: "Only in the other tenant" });
  const cookie = await signedIn(page, one, "Ada Unmistakable");
  const missing = "0".repeat(24);
  const places: readonly (readonly [string, string])[] = [
    [`/alerts/${alert}`, `/alerts/${missing}`],
    [`/policies/${policy}`, `/policies/${missing}`],
    [`/policies/${policy}/edit`, `/policies/${missing}/edit`],
    [`/discovery?report=${report.id}`, `/discovery?report=${missing}`],
    [`/discovery/apps?report=${report.id}`, `/discovery/apps?report=${missing}`],
    [`/discovery/users/only@other.example`, `/discovery/users/nobody@other.example`],
    [`${tokensPath}/${publicId}`, `${tokensPath}/000000000000`],
    [`${tokensPath}/${publicId}/first-call`, `${tokensPath}/000000000000/first-call`],
  ];
  for (const [theirs, nobodys] of places) {
    const ask = (path: string) => httpCall({ path, secret: null, tenant: one.slug, headers: [cookie] });
    const [answer, absent] = [await ask(theirs), await ask(nobodys)];
    expect(answer.text, theirs).not.toContain("Only in the other tenant");
    expect(answer.status, theirs).toBe(absent.status);
    expect(titleOf(answer.text), theirs).toBe(titleOf(absent.text));
  }
});

function titleOf(html: string): string {
  return /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
}
