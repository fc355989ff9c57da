import { expect, test } from "@playwright/test";
import { fetchInPage } from "../support/fetch-in-page";
import { tenantUrl } from "../support/running-portal";
import { type Account, signIn } from "../support/sign-in";
import { tokensPath } from "../support/tokens-page";

const navigations: [Account, string[]][] = [
  [
    "admin",
    [
      "Alerts",
      "Activity log",
      "Cloud Discovery",
      "Policies",
      "Security extensions",
      "Manage admin access",
      "Cloud Discovery settings",
      "Log collectors",
      "Audit log",
    ],
  ],
  ["reader", ["Alerts", "Activity log", "Cloud Discovery", "Policies", "Security extensions", "Manage admin access"]],
  [
    "discovery",
    ["Alerts", "Cloud Discovery", "Policies", "Security extensions", "Cloud Discovery settings", "Log collectors"],
  ],
];

for (const [account, names] of navigations)
  test(`the navigation offers ${account} exactly what the role opens`, async ({ page }) => {
    await signIn(page, account);
    const links = page.getByRole("navigation", { name: "Main navigation" }).getByRole("link");
    await expect(links).toHaveText(names);
    await expect(links.filter({ hasText: "Security extensions" })).toHaveAttribute("aria-current", "page");
  });

test("the theme is kept and comes from the server, so that the page never flashes in another", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn(page, "reader");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("body")).toHaveCSS("color-scheme", "dark");
  expect((await fetchInPage(page, tokensPath)).text).toMatch(/<html[^>]*data-theme="dark"/);
});

test("the first Tab leads past the navigation", async ({ page }) => {
  await signIn(page, "reader");
  await page.goto(tenantUrl("contoso") + tokensPath);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("the keyboard opens About, and closing it leads back to Help", async ({ page }) => {
  await signIn(page, "reader");
  const help = page.getByRole("button", { name: "Help" });
  // A key that is pressed while the page still comes to life opens the menu too, but on no item.
  await help.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(help).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "About" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /^About/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeFocused();
});

test("exact times are in the browser's time zone and say which", async ({ browser }) => {
  const context = await browser.newContext({ timezoneId: "Asia/Taipei", locale: "en-US" });
  const page = await context.newPage();
  await signIn(page, "admin");
  await page.goto(`${tenantUrl("contoso")}/settings/audit`);
  const time = page.getByRole("table").locator("time", { hasText: "GMT+8" }).first();
  await expect(time).toBeVisible();
  const instant = new Date((await time.getAttribute("datetime")) ?? "");
  const hour = new Intl.DateTimeFormat("en", { timeZone: "Asia/Taipei", hour: "2-digit", hourCycle: "h23" }).format(
    instant,
  );
  await expect(time).toContainText(` ${hour.padStart(2, "0")}:`);
  await context.close();
});
