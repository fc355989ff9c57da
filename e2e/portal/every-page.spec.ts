import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { httpCall } from "../support/http-call";
import { tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import { demoTokenPath, tokensPath } from "../support/tokens-page";

const pages = [
  tokensPath,
  "/alerts",
  "/activities",
  "/discovery",
  "/discovery/apps",
  "/discovery/apps/30125",
  "/discovery/users",
  "/discovery/uploads",
  "/discovery/uploads/new",
  "/policies",
  "/policies/new",
  "/policies/5f0c1a2b3d4e5f6071829301",
  "/settings/members",
  "/settings/security-extensions/siem-agents",
  "/settings/security-extensions/siem-agents/add",
  "/settings/log-collectors",
  "/settings/log-collectors/add",
  "/settings/log-collectors/troubleshooting",
  "/settings/log-collectors/data-sources",
  "/settings/cloud-discovery/custom-apps",
  "/settings/audit",
  "/account",
  "/help/api",
  // The longest of the documentation's pages: all have the same parts.
  "/help/api/alerts",
  "/nowhere",
];

/** Collects what the browser complains about, so that a blocked script or a failed hydration fails the test. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const isExpected = message.text().includes("404 (Not Found)");
    if (message.type() === "error" && !isExpected) complaints.push(message.text());
  });
  return complaints;
}

/** By how many pixels the page is wider than its window. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function setCookie(page: Page, name: string, value: string): Promise<void> {
  await page.context().addCookies([{ name, value, url: tenantUrl("contoso") }]);
}

// The tests of this file take minutes each and share nothing.
test.describe.configure({ mode: "parallel" });

// Colours are the theme's and words the language's: each of both is read once on every page.
for (const { theme, locale } of [
  { theme: "light", locale: "en" },
  { theme: "dark", locale: "zh-TW" },
] as const)
  test(`B-09, B-13: every page is accessible and free of browser errors, ${theme} in ${locale}`, async ({ page }) => {
    // Every page is read by axe from end to end.
    test.setTimeout(1_200_000);
    const complaints = complaintsOf(page);
    await setCookie(page, "portcullis-theme", theme);
    await setCookie(page, "portcullis-locale", locale);
    await page.goto(`${tenantUrl("contoso")}/sign-in`);
    await expectAccessible(page);
    await signIn(page, "admin");
    for (const path of [...pages, await demoTokenPath(page)]) {
      await page.goto(tenantUrl("contoso") + path);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await expect(page.locator("h1")).toHaveCount(1);
      await expectAccessible(page);
    }
    expect(complaints).toEqual([]);
  });

test("no page scrolls sideways at 390 px, and its navigation opens as a drawer", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, "admin");
  for (const path of [...pages, await demoTokenPath(page)]) {
    await page.goto(tenantUrl("contoso") + path);
    // Once while it may still show its skeleton, and once with its rows.
    expect(await overflowOf(page), path).toBe(0);
    await page.waitForLoadState("networkidle");
    expect(await overflowOf(page), path).toBe(0);
  }
  await page.goto(tenantUrl("contoso") + tokensPath);
  await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Audit log" }).click();
  await expect(page).toHaveURL(/\/settings\/audit/);
});

test("the language is the browser's until the user menu changes it, and stays changed", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-TW" });
  const page = await context.newPage();
  await page.goto(`${tenantUrl("contoso")}/sign-in`);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-TW");
  await signIn(page, "reader");
  await page.getByRole("button", { name: /的帳戶$/ }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await context.close();
});

test("About names the tenant, its own URL, the API's base URL and the version", async ({ page }) => {
  await signIn(page, "reader");
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("menuitem", { name: "About" }).click();
  const about = page.getByRole("dialog", { name: "About Contoso" });
  await expect(about.getByLabel("Custom URL")).toHaveValue(tenantUrl("contoso"));
  await expect(about.getByLabel("API base URL")).toHaveValue(`${tenantUrl("contoso")}/api/v1`);
  await expect(about).toContainText(/\d+\.\d+\.\d+/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(about).toBeHidden();
});

test("signing out ends the session: the cookie that was kept opens nothing any more", async ({ page, context }) => {
  await signIn(page, "operator");
  const cookies = await context.cookies(tenantUrl("contoso"));
  const cookie = ["Cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; ")] as const;
  const ask = () => httpCall({ path: tokensPath, tenant: "contoso", secret: null, headers: [cookie] });
  expect((await ask()).status).toBe(200);
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await ask()).status).toBe(307);
});

test("wrong credentials are refused alike for known and unknown people, next to the fields", async ({ page }) => {
  const answers: string[] = [];
  for (const email of ["admin@contoso.example", "nobody@contoso.example"]) {
    await page.goto(`${tenantUrl("contoso")}/sign-in`);
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password at all");
    await page.getByRole("button", { name: "Sign in" }).click();
    const alert = page.getByRole("alert").filter({ hasText: /\S/ });
    await expect(alert).toBeVisible();
    answers.push(await alert.innerText());
  }
  expect(answers[0]).toBe(answers[1]);
});
