import { readFile } from "node:fs/promises";
import { type Download, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import { copyAndClose, freshName, generate, openTokens } from "../support/tokens-page";

const auditPath = "/settings/audit";

async function openAudit(page: Page, query = ""): Promise<void> {
  await page.goto(`${tenantUrl("contoso")}${auditPath}${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
}

/** The rows below the header. */
function entries(page: Page) {
  return page
    .getByRole("table", { name: "Audit log" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

test("a token's generation is in the audit log with who, what and from where, and never with the secret", async ({
  page,
}) => {
  const name = freshName("Audited");
  await signIn(page, "secadmin");
  await openTokens(page);
  const { secret } = await generate(page, name);
  await copyAndClose(page);

  await openAudit(page);
  await page.getByLabel("Target").fill(name);
  await page.getByLabel("Action").selectOption({ label: "Generated a token" });
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/action=token\.generated/);
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText("Jonas Lindqvist");
  await expect(entries(page)).toContainText("Security administrator");
  await entries(page)
    .getByRole("button", { name: /^Details of/ })
    .click();
  const details = page.getByRole("dialog", { name: "Generated a token" });
  await expect(details).toContainText(secret.slice(4, 16));
  await expect(details).toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  await expectAccessible(page);
  expect(await page.content()).not.toContain(secret.slice(16));
});

test("filters live in the address: reloading, going back and clearing keep and lose them", async ({ page }) => {
  await signIn(page, "admin");
  await openAudit(page, "?action=token.revoked&from=2020-01-01");
  await expect(page.getByLabel("Action")).toHaveValue("token.revoked");
  await expect(page.getByLabel("From")).toHaveValue("2020-01-01");
  const revoked = await entries(page).count();
  await page.reload();
  await expect(entries(page)).toHaveCount(revoked);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(new RegExp(`${auditPath}$`));
  await expect(page.getByLabel("Action")).toHaveValue("");
  await page.goBack();
  await expect(page.getByLabel("Action")).toHaveValue("token.revoked");
});

test("pages lead on and back, and the order turns around", async ({ page }) => {
  await signIn(page, "admin");
  // Bounded above, so that what other tests do meanwhile does not move the pages.
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  await openAudit(page, `?to=${yesterday}`);
  await expect(entries(page)).toHaveCount(50);
  const newest = await entries(page).first().getByRole("time").nth(1).innerText();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(entries(page).first().getByRole("time").nth(1)).not.toHaveText(newest);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page).toHaveURL(/before=/);
  await expect(entries(page).first().getByRole("time").nth(1)).toHaveText(newest);
  await page.getByRole("link", { name: "When" }).click();
  await expect(page).toHaveURL(/direction=asc/);
  await expect(entries(page).first()).toContainText("Created the tenant");
});

test("a search without a match says so and offers the way back", async ({ page }) => {
  await signIn(page, "admin");
  await openAudit(page, "?search=nothing-has-this-name");
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await expectAccessible(page);
});

test("an export holds what the filter shows and is itself audited", async ({ page }) => {
  await signIn(page, "admin");
  await openAudit(page, "?action=token.revoked");
  const shown = await entries(page).count();

  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(csv.suggestedFilename()).toMatch(/^contoso-audit-log-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await contentOf(csv)).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFFat,action,/);
  expect(lines).toHaveLength(shown + 1);

  const [json] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export JSON" }).click(),
  ]);
  const events: { action: string }[] = JSON.parse(await contentOf(json));
  expect(events.map(({ action }) => action)).toEqual(Array.from({ length: shown }, () => "token.revoked"));

  await openAudit(page, "?action=audit.exported");
  await expect(entries(page).first()).toContainText("Amara Okafor");
});

test("a reader sees neither the log nor its export, and is told who can", async ({ page }) => {
  await signIn(page, "reader");
  await openAudit(page);
  await expect(page.getByText("Your role does not open this page")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("navigation").getByRole("link", { name: "Audit log" })).toHaveCount(0);
  const answer = await page.goto(`${tenantUrl("contoso")}${auditPath}/export?format=csv`);
  expect(answer?.status()).toBe(403);
});

test("an administrator of another tenant never meets this tenant's entries", async ({ page }) => {
  await signIn(page, "admin", "fabrikam");
  await page.goto(`${tenantUrl("fabrikam")}${auditPath}?search=contoso`);
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await page.goto(`${tenantUrl("fabrikam")}${auditPath}?actor=Claire`);
  await expect(entries(page).first()).toContainText("Claire Fontaine");
});

test("the log reads in Traditional Chinese", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-TW" });
  const page = await context.newPage();
  await signIn(page, "admin");
  await page.goto(`${tenantUrl("contoso")}${auditPath}?action=token.revoked`);
  await expect(page.getByRole("heading", { level: 1, name: "稽核記錄" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "撤銷權杖" }).first()).toBeVisible();
  await context.close();
});
