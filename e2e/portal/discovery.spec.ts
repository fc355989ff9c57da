import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { callApi } from "../support/call-api";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { tenantUrl } from "../support/running-portal";
import { sendLog, squidLog } from "../support/send-log";
import { signIn } from "../support/sign-in";

/** Apps of the shipped catalogue: Slack is of low risk by its facts, the others of medium risk. */
const dropbox = 11627;
const box = 10489;
const slack = 30125;

let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(async () => {
  await own.close();
});

function rows(page: Page) {
  return page
    .getByRole("table", { name: "Discovered apps" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
}

function rowOf(page: Page, name: string) {
  return rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
}

async function choose(page: Page, button: string, item: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a log that a program sends becomes apps, one is unsanctioned, and its domains are in the block script", async ({
  page,
}) => {
  const secret = await own.issueSecret("discovery-global-administrator");
  const log = squidLog([
    { host: "www.dropbox.com", user: "amy.chen", bytes: 9_000_000 },
    { host: "www.dropbox.com", user: "ben.lin" },
    { host: "slack.com", user: "amy.chen" },
    { host: "intranet-tools.example", user: "amy.chen" },
  ]);
  await sendLog({ tenant: own.slug, secret, log, name: "Proxy Taipei" });

  await own.signInAs(page, "discovery-global-administrator");
  await page.goto(`${own.url}/discovery`);
  const topApps = page.getByRole("table", { name: "Top apps" });
  await expect(topApps.getByRole("row").nth(1)).toContainText("Dropbox");
  await expect(topApps.getByRole("row").nth(1)).toContainText("9 MB");
  await topApps.getByRole("link", { name: "Dropbox" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Dropbox" })).toBeVisible();
  await page.getByRole("button", { name: "Mark as unsanctioned" }).click();
  await expect(page.getByText("Dropbox is unsanctioned")).toBeVisible();
  await expect(page.getByRole("button", { name: "Mark as unsanctioned" })).toHaveCount(0);

  await choose(page, "Actions", "Generate block script…");
  const dialog = page.getByRole("dialog", { name: "Generate a block script" });
  await dialog.getByLabel("Appliance").selectOption({ label: "Zscaler" });
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Generate" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d_CAS_Zscaler_block_script\.txt$/);
  const script = readFileSync(await download.path(), "utf8");
  expect(script.split("\n")).toContain(".dropbox.com");
  expect(script).not.toContain("slack");
  await expect(dialog).toContainText("1 unsanctioned app");
  await expect(dialog.getByText(".dropbox.com")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Actions" })).toBeFocused();

  const path = "/api/discovery_block_scripts/?format=120&type=banned";
  const answer = await callApi({ secret, path, tenant: own.slug });
  expect(answer.status).toBe(200);
  expect(answer.body).toBe(script);
});

test("without an unsanctioned app the dialog says what to do first, and saves nothing", async ({ page }) => {
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}/discovery`);
  await expect(page.getByRole("heading", { name: "No traffic log yet" })).toBeVisible();
  await choose(page, "Actions", "Generate block script…");
  await page.getByRole("dialog").getByRole("button", { name: "Generate" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Mark an app as unsanctioned first");
});

test("a reader sees the apps of the tenant and has no way to tag them or to take a script along", async ({ page }) => {
  await own.addReport({ traffic: [{ appId: dropbox }] });
  await own.signInAs(page, "security-reader");
  await page.goto(`${own.url}/discovery/apps`);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Actions/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Dropbox" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Dropbox" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Mark as/ })).toHaveCount(0);
});

test("chosen apps are tagged together, and undoing gives them the tags of before", async ({ page }) => {
  await own.addReport({ traffic: [{ appId: dropbox }, { appId: box }, { appId: slack }] });
  await own.signInAs(page, "cloud-app-security-administrator");
  await page.goto(`${own.url}/discovery/apps`);
  await choose(page, "Actions for Box", "Mark as sanctioned");
  await expect(rowOf(page, "Box")).toContainText("Sanctioned");
  await page.getByRole("checkbox", { name: "Choose all 3 apps on this page" }).check();
  await page.getByRole("checkbox", { name: "Choose Slack" }).uncheck();
  await expect(page.getByText("2 chosen")).toBeVisible();
  await choose(page, "Tag the chosen apps", "Mark as unsanctioned");
  for (const name of ["Box", "Dropbox"]) await expect(rowOf(page, name)).toContainText("Unsanctioned");
  await expect(rowOf(page, "Slack")).not.toContainText(/anctioned/);
  const toast = page.getByRole("listitem").filter({ hasText: "2 apps are unsanctioned" });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone: 2 apps")).toBeVisible();
  await expect(rowOf(page, "Box").getByText("Sanctioned", { exact: true })).toBeVisible();
  await expect(rowOf(page, "Dropbox")).not.toContainText(/anctioned/);
});

test("filters, order and report live in the address, and the tabs keep the report", async ({ page }) => {
  await own.addReport({ name: "Proxy Taipei", traffic: [{ appId: dropbox, transactions: 9 }, { appId: slack }] });
  const { id } = await own.addReport({ name: "Proxy Kaohsiung", traffic: [{ appId: box, daysAgo: 40 }] });
  await own.signInAs(page, "security-reader");
  await page.goto(`${own.url}/discovery/apps`);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("link", { name: "Transactions" }).click();
  await expect(page).toHaveURL(/sort=transactions/);
  await expect(rows(page).first()).toContainText("Dropbox");
  await page.getByLabel("Score known").selectOption({ label: "With a score" });
  await page.getByLabel("Search app names").fill("slack");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(rows(page)).toHaveText([/Slack.*6 factors/s]);
  await page.getByLabel("Search app names").fill("zzz");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page.getByRole("heading", { name: "No app matches" })).toBeVisible();
  await page.getByRole("search").getByRole("link", { name: "Clear filters" }).click();
  // Until then the list of reports leads to the address with the filters.
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Report: Global View" }).click();
  await page.getByRole("menuitemradio", { name: "Proxy Kaohsiung" }).click();
  await expect(page.getByRole("heading", { name: "No traffic to cloud apps here" })).toBeVisible();
  await page.getByRole("link", { name: "90 days" }).click();
  await expect(rows(page)).toHaveText([/Box/]);
  await page.getByRole("navigation", { name: "Cloud Discovery" }).getByRole("link", { name: "Dashboard" }).click();
  await expect(page).toHaveURL(`${own.url}/discovery?report=${id}&days=90`);
  await expect(page.getByRole("table", { name: "Top apps" })).toContainText("Box");
  await page.getByRole("link", { name: "Medium (4 to 7.9)" }).click();
  await expect(page).toHaveURL(/scoreFrom=4/);
  await expect(rows(page)).toHaveText([/Box/]);
});

test("the chart speaks to the keyboard, and its numbers are a table for whoever asks", async ({ page }) => {
  await own.addReport({ traffic: [{ appId: dropbox, daysAgo: 0, uploadedBytes: 1_500, downloadedBytes: 2_000_000 }] });
  await own.signInAs(page, "security-reader");
  await page.goto(`${own.url}/discovery`);
  const chart = page.getByRole("figure", { name: "Traffic by day" });
  await chart.getByRole("application").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(chart.getByRole("status")).toContainText("0 bytes");
  await page.keyboard.press("End");
  await chart.getByRole("button", { name: "Show as table" }).click();
  const newest = chart.getByRole("table").getByRole("row").nth(1);
  await expect(newest).toContainText("2 MB");
  await expect(newest).toContainText("1.5 kB");
  await expectAccessible(page);
});

test("another tenant's report and an app that never was are as absent as each other", async ({ page }) => {
  const { id } = await own.addReport({ traffic: [{ appId: dropbox }] });
  await signIn(page, "admin");
  for (const path of [`/discovery?report=${id}`, `/discovery/apps?report=${id}`, "/discovery/apps/1"]) {
    await page.goto(tenantUrl("contoso") + path);
    await expect(page.getByRole("heading", { name: "Nothing here" }), path).toBeVisible();
  }
});

for (const theme of ["light", "dark"] as const)
  test(`a report, its apps and one of them are accessible with their numbers, ${theme}`, async ({ page }) => {
    await own.addReport({ traffic: [{ appId: dropbox }, { appId: box, uploadedBytes: null }, { appId: slack }] });
    await page.context().addCookies([{ name: "portcullis-theme", value: theme, url: own.url }]);
    await own.signInAs(page, "global-administrator");
    for (const path of ["/discovery", "/discovery/apps", `/discovery/apps/${slack}`]) {
      await page.goto(own.url + path);
      await expect(page.getByText("Slack").first()).toBeVisible();
      if (path !== "/discovery/apps") await expect(page.getByRole("application")).toBeVisible();
      await expectAccessible(page);
    }
  });

test("on a phone the apps are cards that keep their actions, in the dark and in Traditional Chinese", async ({
  page,
}) => {
  await own.addReport({ traffic: [{ appId: dropbox }, { appId: slack }] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().addCookies([
    { name: "portcullis-theme", value: "dark", url: own.url },
    { name: "portcullis-locale", value: "zh-TW", url: own.url },
  ]);
  await own.signInAs(page, "global-administrator");
  for (const path of ["/discovery", "/discovery/apps", `/discovery/apps/${slack}`]) {
    await page.goto(own.url + path);
    await expect(page.getByRole("heading", { level: 1, name: "Cloud Discovery" })).toBeVisible();
    await expectAccessible(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBe(0);
  }
  await page.goto(`${own.url}/discovery/apps`);
  await page.getByRole("button", { name: "Dropbox 的動作" }).click();
  await page.getByRole("menuitem", { name: "標記為未核准" }).click();
  await expect(page.getByText("Dropbox 未核准")).toBeVisible();
});
