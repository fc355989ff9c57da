import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";

const minute = 60 * 1000;
let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(async () => {
  await own.close();
});

async function openLog(page: Page, query = ""): Promise<void> {
  await page.goto(`${own.url}/activities${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Activity log" })).toBeVisible();
}

function rows(page: Page) {
  return page
    .getByRole("table", { name: "Activity log" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
}

test("a reader finds an activity and reads every field of it, and goes on to its alert", async ({ page }) => {
  const [alert] = await own.raiseAlerts([{ title: "Mass download" }]);
  await own.recordActivities([
    { description: "Download file: file salaries.xlsx", alertId: alert ?? null, country: "TW" },
    { description: "Log on: Okta", actionType: "UserLoggedIn", ip: "2001:db8:7::1", appId: 10980, appName: "Okta" },
  ]);
  await own.signInAs(page, "security-reader");
  await openLog(page);
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel("Search descriptions").fill("salaries");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/search=salaries/);
  await expect(rows(page)).toHaveCount(1);
  for (const text of ["Megan", "Microsoft OneDrive for Business", "192.0.2.30", "London", "Desktop"])
    await expect(rows(page)).toContainText(text);
  await expectAccessible(page);

  const details = page.getByRole("button", { name: "Details of “Download file: file salaries.xlsx”" });
  await details.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Download file: file salaries.xlsx" });
  for (const text of [
    "FileDownloaded",
    "EVENT_CATEGORY_DOWNLOAD_FILE",
    "Taiwan",
    "Test Net",
    "App connector",
    "Finance",
  ])
    await expect(dialog).toContainText(text);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(details).toBeFocused();
  await details.click();
  await dialog.getByRole("link", { name: "Open the alert" }).click();
  await expect(page).toHaveURL(`${own.url}/alerts/${alert}`);
  await expect(page.getByRole("heading", { level: 1, name: "Mass download" })).toBeVisible();
});

test("filters by app, action and address live in the address, and a view without a match leads back", async ({
  page,
}) => {
  await own.recordActivities([
    { description: "Download file" },
    { description: "Log on", actionType: "UserLoggedIn", ip: "2001:db8:7::1", appId: 10980, appName: "Okta" },
  ]);
  await own.signInAs(page, "global-reader");
  await openLog(page);
  await page.getByLabel("App", { exact: true }).selectOption({ label: "Okta" });
  await page.getByLabel("Action type").fill("loggedin");
  await page.getByLabel("IP address begins with").fill("2001:db8:");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/app=10980/);
  await expect(rows(page)).toHaveText(/Log on/);
  await page.reload();
  await expect(page.getByLabel("Action type")).toHaveValue("loggedin");
  await openLog(page, "?user=nobody-has-this-name");
  await expect(page.getByRole("heading", { name: "No activity matches" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("search").getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/activities$/);
  await expect(rows(page)).toHaveCount(2);
});

test("pages lead on and back, and the order turns around", async ({ page }) => {
  const inputs = Array.from({ length: 60 }, (_, index) => ({
    description: `Step ${index}`,
    happenedAt: new Date(Date.now() - (index + 1) * minute),
  }));
  await own.recordActivities(inputs);
  await own.signInAs(page, "security-reader");
  await openLog(page);
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(rows(page)).toHaveCount(10);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(rows(page).first()).toContainText("Step 0");
  await page.getByRole("link", { name: "When" }).click();
  await expect(page).toHaveURL(/direction=asc/);
  await expect(rows(page).first()).toContainText("Step 59");
});

test("an empty log says what will be in it", async ({ page }) => {
  await own.signInAs(page, "security-reader");
  await openLog(page);
  await expect(page.getByRole("heading", { name: "No activity yet" })).toBeVisible();
  await expectAccessible(page);
});

test("Cloud Discovery's administrator does not meet activities, and is told who can", async ({ page }) => {
  await own.recordActivities([{ description: "Download file" }]);
  await own.signInAs(page, "discovery-global-administrator");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Activity log" })).toHaveCount(0);
  await page.goto(`${own.url}/activities`);
  await expect(page.getByRole("heading", { name: "Your role does not open this page" })).toBeVisible();
  await expect(page.getByText("Download file")).toHaveCount(0);
});

test("on a phone the log is cards, in the dark and in Traditional Chinese", async ({ page }) => {
  await own.recordActivities([{ description: "Download file: file plan.docx" }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([
    { name: "portcullis-theme", value: "dark", url: own.url },
    { name: "portcullis-locale", value: "zh-TW", url: own.url },
  ]);
  await own.signInAs(page, "security-reader");
  await page.goto(`${own.url}/activities`);
  await expect(page.getByRole("heading", { level: 1, name: "活動記錄" })).toBeVisible();
  await page.getByRole("button", { name: "「Download file: file plan.docx」的詳細資料" }).click();
  await expect(page.getByRole("dialog")).toContainText("英國");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
