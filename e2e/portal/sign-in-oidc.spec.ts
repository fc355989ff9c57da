import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { connectTo, makeMember, makeTenant } from "@/prisma/factories";
import { ageProofs } from "@/prisma/session-factories";
import { type PortalWithOidc, startPortalWithOidc } from "../support/portal-with-oidc";

const client = connectTo(process.env.PORTAL_TEST_APP_URL ?? "");
const noAccount = "There is no account here for this sign-in.";
let portal: PortalWithOidc;

test.beforeAll(async () => {
  portal = await startPortalWithOidc();
});

test.afterAll(async () => {
  await portal?.stop();
  await client.$disconnect();
});

function membersOf(tenantId: string) {
  return client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant', ${tenantId}, true)`;
    return tx.member.findMany({ select: { email: true, joinedAt: true } });
  });
}

test("a member comes in with the provider's verified e-mail, on their tenant's own host, where they wanted to go", async ({
  page,
  context,
}) => {
  const tenant = await makeTenant(client);
  const member = await makeMember(client, tenant, { role: "security-reader", name: "Mei-Ling" });
  portal.issuer.signInAs({ email: member.email.toUpperCase(), isVerified: true });
  await page.goto(portal.urlOf(tenant.slug, "/settings/members"));
  await page.getByRole("link", { name: "Sign in with Test ID" }).click();
  await page.waitForURL(portal.urlOf(tenant.slug, "/settings/members"));
  await expect(page.getByRole("button", { name: "Account of Mei-Ling" })).toBeVisible();
  const sessions = (await context.cookies()).filter(({ name }) => name.endsWith("portcullis.session"));
  expect(sessions.map(({ domain }) => domain)).toEqual([`${tenant.slug}.localhost`]);
});

test("at the general URL a member is led to their own tenant", async ({ page }) => {
  const tenant = await makeTenant(client);
  const member = await makeMember(client, tenant, { role: "security-reader" });
  portal.issuer.signInAs({ email: member.email, isVerified: true });
  await page.goto(`${portal.baseUrl}/sign-in`);
  await page.getByRole("link", { name: "Sign in with Test ID" }).click();
  await page.waitForURL((url) => url.hostname === `${tenant.slug}.localhost` && !url.pathname.startsWith("/sign-in"));
  await expect(page.getByRole("button", { name: `Account of ${member.name}` })).toBeVisible();
});

test("B-05: somebody without a password proves again who they are at the provider, and goes on where they were", async ({
  page,
  context,
}) => {
  test.slow();
  const tenant = await makeTenant(client);
  const member = await makeMember(client, tenant, { role: "global-administrator" });
  portal.issuer.signInAs({ email: member.email, isVerified: true });
  const tokens = portal.urlOf(tenant.slug, "/settings/security-extensions/api-tokens");
  await page.goto(tokens);
  await page.getByRole("link", { name: "Sign in with Test ID" }).click();
  // A click while the page is still being replaced is lost.
  await page.waitForURL(tokens);
  await page.getByRole("button", { name: "Generate new token" }).first().click();
  await ageProofs(client, tenant, 20);
  await page.getByLabel("Token name").fill("nightly export");
  await page.getByRole("button", { name: "Next" }).click();
  const question = page.getByRole("dialog", { name: "Confirm who you are" });
  const opened = context.waitForEvent("page");
  await question.getByRole("link", { name: "Confirm with Test ID" }).click();
  const tab = await opened;
  await tab.waitForURL((url) => url.pathname === "/sign-in/continue");
  await tab.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(tab.getByRole("heading", { name: "You are confirmed" })).toBeVisible();
  await tab.close();
  await question.getByRole("button", { name: "I have confirmed: go on" }).click();
  await expect(page.getByRole("dialog", { name: "Token generated" })).toBeVisible();
});

test("whoever was invited and comes this way has joined", async ({ page }) => {
  const tenant = await makeTenant(client);
  const invited = await makeMember(client, tenant, { role: "security-reader", joinedAt: null });
  portal.issuer.signInAs({ email: invited.email, isVerified: true });
  await page.goto(portal.urlOf(tenant.slug, "/sign-in"));
  await page.getByRole("link", { name: "Sign in with Test ID" }).click();
  await expect(page.getByRole("button", { name: `Account of ${invited.name}` })).toBeVisible();
  expect(await membersOf(tenant.id)).toEqual([{ email: invited.email, joinedAt: expect.any(Date) }]);
});

test("somebody unknown is refused in plain words, and no member is made", async ({ page }) => {
  const tenant = await makeTenant(client);
  portal.issuer.signInAs({ email: `${randomUUID().slice(0, 8)}@elsewhere.example`, isVerified: true });
  await page.goto(portal.urlOf(tenant.slug, "/sign-in"));
  await page.getByRole("link", { name: "Sign in with Test ID" }).click();
  await expect(page.getByText(noAccount)).toBeVisible();
  expect(new URL(page.url()).hostname).toBe(`${tenant.slug}.localhost`);
  expect(await membersOf(tenant.id)).toEqual([]);
});

test("a deactivated member and a member of another tenant get the same refusal", async ({ page }) => {
  const [tenant, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  const deactivated = await makeMember(client, tenant, { role: "global-administrator", deactivatedAt: new Date() });
  const stranger = await makeMember(client, foreign, { role: "global-administrator" });
  for (const { email } of [deactivated, stranger]) {
    portal.issuer.signInAs({ email, isVerified: true });
    await page.context().clearCookies();
    await page.goto(portal.urlOf(tenant.slug, "/sign-in"));
    await page.getByRole("link", { name: "Sign in with Test ID" }).click();
    await expect(page.getByText(noAccount)).toBeVisible();
  }
});

test("an e-mail that the provider does not confirm opens nothing", async ({ page }) => {
  const tenant = await makeTenant(client);
  const member = await makeMember(client, tenant, { role: "security-reader" });
  portal.issuer.signInAs({ email: member.email, isVerified: false });
  await page.goto(portal.urlOf(tenant.slug, "/sign-in"));
  await page.getByRole("link", { name: "Sign in with Test ID" }).click();
  await expect(page.getByText("does not confirm your e-mail address")).toBeVisible();
});

test("the provider's answer cannot be brought by a browser that never asked", async ({ page, context }) => {
  await page.goto(`${portal.baseUrl}/api/auth/callback/oidc?code=stolen&state=forged`);
  await expect(page.getByText("The sign-in could not be completed.")).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name.endsWith("portcullis.session"))).toEqual([]);
});

test("the provider's dialogue is closed on tenants' hosts, and so are next-auth's sign-out and remote log", async ({
  request,
}) => {
  const tenant = await makeTenant(client);
  const { port } = new URL(portal.baseUrl);
  const call = (method: string, path: string, host: string) =>
    request.fetch(`http://127.0.0.1:${port}/api/auth/${path}`, { method, headers: { host }, maxRedirects: 0 });
  const host = `${tenant.slug}.localhost:${port}`;
  for (const [method, path] of [
    ["POST", "signin/oidc"],
    ["GET", "callback/oidc"],
    ["POST", "signout"],
    ["POST", "_log"],
    ["GET", "session"],
  ] as const)
    expect((await call(method, path, host)).status()).toBe(404);
});
