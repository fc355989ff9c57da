import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { sendLog } from "../support/send-log";

let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(async () => {
  await own.close();
});

test("a reader finds a user of a report and sees which apps the person used", async ({ page }) => {
  await own.addReport({
    traffic: [
      { user: "corp\\megan", appId: 11627, uploadedBytes: 9_000 },
      { user: "amy/ops", appId: 30125, uploadedBytes: 500 },
    ],
  });
  await own.signInAs(page, "security-reader");
  await page.goto(`${own.url}/discovery/users`);
  const table = page.getByRole("table", { name: "Users" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table.getByRole("row").nth(1)).toContainText("corp\\megan");
  await expectAccessible(page);
  await page.getByRole("searchbox", { name: "Search by user name" }).fill("AMY");
  await page.getByRole("searchbox", { name: "Search by user name" }).press("Enter");
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("link", { name: "amy/ops" }).click();
  await expect(page.getByRole("heading", { name: "amy/ops" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Apps of this user" })).toContainText("Slack");
  await expect(page.getByRole("button", { name: "Show the name…" })).toHaveCount(0);
  await expectAccessible(page);
});

test("an encrypted name is shown to a full administrator who says why, and the audit log keeps the reason only", async ({
  page,
  browser,
}) => {
  const seconds = (Date.now() / 1000 - 3_600).toFixed(3);
  await sendLog({
    tenant: own.slug,
    secret: await own.issueSecret("discovery-global-administrator"),
    name: "edge",
    log: `${seconds} 1 10.0.0.7 TCP_MISS/200 9000 GET https://dropbox.com/ megan HIER_DIRECT/- -\n`,
    anonymizeUsers: true,
  });
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}/discovery/users`);
  await page.getByRole("link", { name: /^Encrypted name/ }).click();
  await page.getByRole("button", { name: "Show the name…" }).click();
  const address = page.url();
  const dialog = page.getByRole("dialog", { name: "Show who this is?" });
  await expect(dialog.getByRole("button", { name: "Show the name" })).toBeDisabled();
  await dialog.getByLabel("Reason").fill("Incident 4711");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Show the name" }).click();
  const answer = page.getByRole("dialog", { name: "This is" });
  await expect(answer.getByLabel("User name")).toHaveValue("megan");
  await expectAccessible(page);
  await answer.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("megan")).toHaveCount(0);
  await page.goto(`${own.url}/settings/audit`);
  const event = page.getByRole("row").filter({ hasText: "Resolved an encrypted user name" });
  await event.getByRole("button").click();
  await expect(page.getByRole("dialog")).toContainText("Incident 4711");
  await expect(page.getByRole("dialog")).not.toContainText("megan");

  const context = await browser.newContext();
  const other = await context.newPage();
  await own.signInAs(other, "discovery-global-administrator");
  await other.goto(address);
  await expect(other.getByRole("table", { name: "Apps of this user" })).toContainText("Dropbox");
  await expect(other.getByRole("button", { name: "Show the name…" })).toHaveCount(0);
  await context.close();
});
