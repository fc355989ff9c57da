import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";

const box = { type: "service", id: 10489, label: "Box" } as const;
const megan = { type: "user", id: "megan@test.example", label: "Megan Bowen" } as const;
const rule = { type: "policyRule", id: "5f0c1a2b3d4e5f6071829301", label: "Mass download rule" } as const;

const minute = 60 * 1000;
let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(async () => {
  await own.close();
});

async function openAlerts(page: Page, query = ""): Promise<void> {
  await page.goto(`${own.url}/alerts${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
}

function rows(page: Page) {
  return page
    .getByRole("table", { name: "Alerts" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
}

test("an operator reads an alert, closes it with a reason and a comment, and its history tells so", async ({
  page,
}) => {
  const [activity] = await own.recordActivities([{ description: "Download file: file salaries.xlsx" }]);
  const [id] = await own.raiseAlerts([
    {
      title: "Mass download",
      severity: 2,
      evidence: ["40 downloads in 15 minutes"],
      entities: [box, megan, rule],
      policyLabel: "Mass download rule",
      activityIds: [activity ?? ""],
    },
  ]);
  await own.signInAs(page, "security-operator", "Olga Operator");
  await openAlerts(page);
  await expect(rows(page)).toHaveCount(1);
  for (const text of ["High", "Box", "Megan Bowen", "New"]) await expect(rows(page)).toContainText(text);
  await page.getByRole("link", { name: "Mass download" }).click();
  await expect(page).toHaveURL(`${own.url}/alerts/${id}`);
  for (const text of ["40 downloads in 15 minutes", "Mass download rule", "salaries.xlsx", "Somebody downloaded"])
    await expect(page.getByRole("main")).toContainText(text);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Mark as read" }).click();
  await expect(page.getByRole("button", { name: "Mark as unread" })).toBeVisible();
  await page.getByRole("button", { name: "Close…" }).click();
  const dialog = page.getByRole("dialog", { name: "Close “Mass download”" });
  await dialog.getByRole("radio", { name: "Benign" }).check();
  await dialog.getByLabel("Reason").selectOption({ label: "Triggered by a test" });
  await dialog.getByLabel("Comment").fill("Backup rehearsal");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close 1 alert" }).click();
  await expect(dialog).toBeHidden();
  const history = page.getByRole("main").getByRole("listitem").filter({ hasText: "Closed an alert" });
  for (const text of ["Benign", "Triggered by a test", "Backup rehearsal", "Olga Operator"])
    await expect(history).toContainText(text);
  await expect(page.getByRole("button", { name: "Close…" })).toHaveCount(0);
  await openAlerts(page);
  await expect(page.getByRole("heading", { name: "No open alerts" })).toBeVisible();
  await openAlerts(page, "?status=closed");
  await expect(rows(page)).toContainText("Benign");
});

test("chosen alerts close together, after a preview that counts them, and the others stay", async ({ page }) => {
  const titles = Array.from({ length: 8 }, (_, index) => `Alert number ${index}`);
  await own.raiseAlerts(titles.map((title) => ({ title })));
  await own.signInAs(page, "compliance-administrator");
  await openAlerts(page);
  await page.getByRole("checkbox", { name: "Choose all 8 open alerts on this page" }).check();
  await expect(page.getByText("8 chosen")).toBeVisible();
  await page.getByRole("checkbox", { name: "Choose “Alert number 3”" }).uncheck();
  await page.getByRole("button", { name: "Close 7 alerts…" }).click();
  const dialog = page.getByRole("dialog", { name: "Close 7 alerts" });
  await expect(dialog.getByRole("listitem")).toHaveCount(5);
  await expect(dialog).toContainText("and 2 more");
  await expect(dialog).not.toContainText("Alert number 3");
  await dialog.getByRole("radio", { name: "True positive" }).check();
  await expect(dialog.getByLabel("Reason")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close 7 alerts" }).click();
  await expect(dialog).toBeHidden();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Alert number 3");
});

test("filters and the cards live in the address, and a view without a match leads back", async ({ page }) => {
  await own.raiseAlerts([
    { title: "About Box", severity: 2, entities: [box], entityKeys: ["service:10489"] },
    { title: "New app", severity: 0, stories: [4], isDiscovery: true },
  ]);
  await own.signInAs(page, "security-reader");
  await openAlerts(page);
  await page.getByRole("navigation", { name: "Open alerts by severity" }).getByRole("link", { name: /^High/ }).click();
  await expect(page).toHaveURL(/\?severity=high$/);
  await expect(rows(page)).toHaveText(/About Box/);
  await page.getByLabel("App", { exact: true }).selectOption({ label: "Box" });
  await page.getByLabel("Search titles").fill("box");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/app=10489/);
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(page.getByLabel("Search titles")).toHaveValue("box");
  await page.getByLabel("Category").selectOption({ label: "Cloud Discovery" });
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page.getByRole("heading", { name: "No alert matches" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("search").getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(rows(page)).toHaveCount(2);
});

test("pages lead on and back, and the order turns around", async ({ page }) => {
  const inputs = Array.from({ length: 60 }, (_, index) => ({
    title: `Alert number ${index}`,
    raisedAt: new Date(Date.now() - (index + 1) * minute),
  }));
  await own.raiseAlerts(inputs);
  await own.signInAs(page, "security-reader");
  await openAlerts(page);
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(rows(page)).toHaveCount(10);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(rows(page).first()).toContainText("Alert number 0");
  await page.getByRole("link", { name: "Raised" }).click();
  await expect(page).toHaveURL(/direction=asc/);
  await expect(rows(page).first()).toContainText("Alert number 59");
});

test("a reader marks alerts read by keyboard, and has no way to close them", async ({ page }) => {
  await own.raiseAlerts([{ title: "Look at me" }]);
  await own.signInAs(page, "security-reader");
  await openAlerts(page);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  const menu = page.getByRole("button", { name: "Actions for Look at me" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem")).toHaveText(["Mark as read"]);
  // A menu that opens before the page is alive to all keys has its focus on itself; the arrow leads to its item from there.
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toContainText("Read");
});

test("Cloud Discovery's administrator meets discovery alerts only, and no other by its address", async ({ page }) => {
  const [threat] = await own.raiseAlerts([
    { title: "Impossible travel" },
    { title: "New app discovered", stories: [4], isDiscovery: true },
  ]);
  await own.signInAs(page, "discovery-global-administrator");
  await openAlerts(page);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("link", { name: "New app discovered" }).click();
  await expect(page.getByText("Your role does not open activities.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Close…" })).toBeVisible();
  await page.goto(`${own.url}/alerts/${threat}`);
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});

test("another tenant's alert is as absent as one that never was", async ({ page }) => {
  const [foreign] = await own.raiseAlerts([{ title: "Ours alone" }]);
  await signIn(page, "admin");
  for (const id of [foreign, "000000000000000000000000", "not-an-id"]) {
    await page.goto(`${tenantUrl("contoso")}/alerts/${id}`);
    await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  }
});

test("on a phone the alerts are cards that keep their actions, in the dark and in Traditional Chinese", async ({
  page,
}) => {
  await own.raiseAlerts([{ title: "Mass download", severity: 2 }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([
    { name: "portcullis-theme", value: "dark", url: own.url },
    { name: "portcullis-locale", value: "zh-TW", url: own.url },
  ]);
  await own.signInAs(page, "security-operator");
  await page.goto(`${own.url}/alerts`);
  await expect(page.getByRole("heading", { level: 1, name: "警示" })).toBeVisible();
  await page.getByRole("button", { name: "Mass download的動作" }).click();
  await page.getByRole("menuitem", { name: "關閉…" }).click();
  const dialog = page.getByRole("dialog", { name: "關閉「Mass download」" });
  await expect(dialog.getByRole("radio", { name: "誤判" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Mass download的動作" })).toBeFocused();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
