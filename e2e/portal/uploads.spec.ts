import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { chooseFile, dropFile, openUploadForm, squidLog } from "../support/upload-page";

let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

const source = (page: Page) => page.getByLabel("Log source");
const patience = { timeout: 30_000 };

async function upload(page: Page, name: string, lines = 200): Promise<void> {
  await openUploadForm(page, tenant.url);
  await source(page).selectOption({ label: "Squid (native)" });
  await chooseFile(page, squidLog(`${name}.log`, lines));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("heading", { name: `${name}.log was parsed` })).toBeVisible(patience);
}

test("a log that is dropped on the page is sent, parsed, and leads to its apps", async ({ page }) => {
  await tenant.signInAs(page, "discovery-global-administrator", "Dana Discovery");
  await page.goto(`${tenant.url}/discovery/uploads`);
  await expect(page.getByRole("heading", { name: "No log was sent yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Upload a log" }).first().click();
  await source(page).selectOption({ label: "Squid (native)" });
  await expect(page.getByText("A line of this source looks like this:")).toBeVisible();
  await dropFile(page, squidLog("march.log", 60_000));
  await expect(page.getByLabel("Name of the snapshot report")).toHaveValue("march");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(page.getByRole("heading", { name: "march.log was parsed" })).toBeVisible(patience);
  await expect(page.getByText("5 apps found")).toBeVisible();
  await expect(page.getByText("60,000").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Open the report" }).click();
  await expect(page).toHaveURL(/\/discovery\?report=[0-9a-f]{24}$/);
  await expect(page.getByText("Slack").first()).toBeVisible();

  await page.getByRole("link", { name: "Uploads", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: "march.log" });
  await expect(row).toContainText("Parsed");
  await expect(row).toContainText("Dana Discovery");
  await expectAccessible(page);
});

test("a file of another format says what was expected, shows its lines, and is sent again as what it is", async ({
  page,
}) => {
  await tenant.signInAs(page, "global-administrator");
  await openUploadForm(page, tenant.url);
  await source(page).selectOption({ label: "Fortinet FortiGate" });
  await chooseFile(page, squidLog("mistaken.log", 100));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("heading", { name: "mistaken.log could not be parsed" })).toBeVisible(patience);
  await expect(page.getByRole("alert").filter({ hasText: "do not have the format" })).toBeVisible();
  await expect(page.getByText(/^date=2026-03-02 time=09:15:07/)).toBeVisible();
  const failed = page.getByRole("table", { name: "Lines that could not be parsed" });
  await expect(failed.getByRole("row")).toHaveCount(11);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Choose another source" }).click();
  await expect(page.getByText(/^mistaken\.log, /)).toBeVisible();
  await source(page).selectOption({ label: "Squid (native)" });
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByRole("heading", { name: "mistaken.log was parsed" })).toBeVisible(patience);
});

test("a source without a parser, an empty file and two files at once are refused with the way out", async ({
  page,
}) => {
  await tenant.signInAs(page, "global-administrator");
  await openUploadForm(page, tenant.url);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(source(page)).toBeFocused();
  await expect(page.getByText("Choose the source of the log.")).toBeVisible();
  await source(page).selectOption({ label: "Check Point (needs a custom parser)" });
  await expect(page.getByText(/choose the generic source/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Upload", exact: true })).toBeDisabled();
  await chooseFile(page, { name: "empty.log", text: "" });
  await expect(page.getByRole("alert").filter({ hasText: "This file is empty." })).toBeVisible();
  await expectAccessible(page);
});

test("a connection that breaks on the way is tried again, and a cancelled upload leaves nothing", async ({ page }) => {
  await tenant.signInAs(page, "global-administrator");
  let broken = 0;
  await page.route("**/api/v1/discovery/upload/**", (route) => {
    broken += 1;
    return broken === 1 ? route.abort("connectionreset") : route.continue();
  });
  await upload(page, "bumpy");
  expect(broken).toBeGreaterThan(2);

  await page.unroute("**/api/v1/discovery/upload/**");
  await page.route("**/api/v1/discovery/upload/**", (route) => route.abort("connectionreset"));
  await openUploadForm(page, tenant.url);
  await source(page).selectOption({ label: "Squid (native)" });
  await chooseFile(page, squidLog("given-up.log", 10));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await expect(page.getByText("The connection broke. Trying again")).toBeVisible();
  // The form is back before the portal has answered, and leaving the page would break the call off.
  const givenUp = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/^given-up\.log, /)).toBeVisible();
  expect((await givenUp).ok()).toBe(true);
  await page.goto(`${tenant.url}/discovery/uploads?file=given-up`);
  await expect(page.getByRole("heading", { name: "No upload matches" })).toBeVisible();
});

test("a reader sees the uploads and no way to send or delete", async ({ page, browser }) => {
  await tenant.signInAs(page, "global-administrator");
  await upload(page, "readable");
  const context = await browser.newContext();
  const reading = await context.newPage();
  await tenant.signInAs(reading, "security-reader");
  await reading.goto(`${tenant.url}/discovery/uploads`);
  await expect(reading.getByRole("row").filter({ hasText: "readable.log" })).toBeVisible();
  await expect(reading.getByRole("link", { name: "Upload a log" })).toHaveCount(0);
  await reading.goto(`${tenant.url}/discovery/uploads/reports`);
  await reading.getByRole("button", { name: "Actions of readable" }).click();
  await expect(reading.getByRole("menuitem")).toHaveText(["Open the report", "Show its files"]);
  await reading.goto(`${tenant.url}/discovery/uploads/new`);
  await expect(reading.getByText("Your role does not open this page")).toBeVisible();
  await context.close();
});

test("a snapshot report is deleted after what it holds was shown", async ({ page }) => {
  await tenant.signInAs(page, "global-administrator");
  await upload(page, "short-lived");
  await page.goto(`${tenant.url}/discovery/uploads/reports`);
  await page.getByRole("button", { name: "Actions of short-lived" }).click();
  await page.getByRole("menuitem", { name: "Delete …" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Apps5");
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete the report" }).click();
  // Rows behind an open dialog are hidden, and would be missed before anything was deleted.
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "short-lived" })).toHaveCount(0);
  await page.goto(`${tenant.url}/settings/audit?action=discovery.report-deleted`);
  await expect(page.getByRole("row").filter({ hasText: "short-lived" })).toBeVisible();
});
