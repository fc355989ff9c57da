import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";

let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(async () => {
  await own.close();
});

const settingsPath = "/settings/cloud-discovery";

async function choose(page: Page, row: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${row}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a Cloud Discovery administrator describes a log, sees each line read while typing, and saves the data source", async ({
  page,
}) => {
  await own.signInAs(page, "discovery-global-administrator");
  await page.getByRole("link", { name: "Log collectors", exact: true }).click();
  await page.getByRole("link", { name: "Data sources" }).click();
  await expect(page.getByRole("heading", { name: "No data source yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add data source" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a data source" });
  await dialog.getByRole("button", { name: "Add data source" }).click();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/Use 1 to 64 letters/);
  await dialog.getByLabel("Name", { exact: true }).fill("branch-proxy");
  await dialog.getByLabel("Source", { exact: true }).selectOption({ label: "Custom log format…" });
  await dialog.getByLabel("Receiver").selectOption({ label: "Syslog TLS" });
  await dialog.getByLabel("Name of the parser").fill("Branch proxy");
  await dialog.getByLabel("Delimiter").selectOption({ label: "Semicolon" });
  await dialog.getByLabel("Time column").fill("When");
  await dialog.getByLabel("Source IP column").fill("Client");
  const when = new Date(Date.now() - 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  await dialog
    .getByLabel("First lines of a log")
    .fill(
      `When;Client;Who;Target\n${when};192.0.2.9;megan;https://dropbox.com/f\nyesterday;192.0.2.9;megan;x.example\n`,
    );
  await expect(dialog.getByText("Fill in name, time, source IP and destination")).toBeVisible();
  await dialog.getByLabel("Destination URL column").fill("Target");
  await expect(dialog.getByText("1 line read, 1 skipped, 1 not read")).toBeVisible();
  const lines = dialog.getByRole("table", { name: "Lines of the sample" });
  await expect(lines.getByRole("row").nth(2)).toContainText("192.0.2.9 to dropbox.com");
  await expect(lines.getByRole("row").nth(3)).toContainText("The time is missing or cannot be read: yesterday");
  await dialog.getByLabel("User name column").fill("Who");
  await expect(lines.getByRole("row").nth(2)).toContainText("megan to dropbox.com");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add data source" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row").filter({ hasText: "branch-proxy" });
  for (const text of ["Custom log format", "Read by “Branch proxy”", "Syslog TLS", "In clear"])
    await expect(row).toContainText(text);

  await choose(page, "branch-proxy", "Edit…");
  const edit = page.getByRole("dialog", { name: "Edit branch-proxy" });
  await expect(edit.getByLabel("User name column")).toHaveValue("Who");
  await edit.getByLabel("Time format").fill("whenever");
  await edit.getByLabel("Anonymize user names").check();
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit.getByLabel("Time format")).toHaveAccessibleDescription(/cannot be read/);
  await edit.getByLabel("Time format").fill("yyyy-MM-dd HH:mm:ss");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("Anonymized");

  await choose(page, "branch-proxy", "Delete…");
  const question = page.getByRole("alertdialog", { name: "Delete branch-proxy?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Delete data source" }).click();
  await expect(page.getByRole("heading", { name: "No data source yet" })).toBeVisible();
});

test("an app of the tenant's own is added with its risk factors, refused with a reason, and removed", async ({
  page,
}) => {
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}${settingsPath}/custom-apps`);
  await page.getByRole("button", { name: "Add custom app" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a custom app" });
  await dialog.getByLabel("Name", { exact: true }).fill("Payroll");
  await dialog.getByLabel("Category").selectOption({ label: "Accounting and finance" });
  await dialog.getByLabel("Domains").fill("https://payroll.contoso.example/login");
  await dialog.getByRole("button", { name: "Add factor" }).click();
  await dialog.getByLabel("Factor", { exact: true }).selectOption({ label: "SAML" });
  await dialog.getByLabel("Score of SAML").selectOption({ label: "8 of 10" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add custom app" }).click();
  await expect(dialog.getByLabel("Domains")).toHaveAccessibleDescription(/without https/);
  await dialog.getByLabel("Domains").fill("payroll.contoso.example");
  await dialog.getByRole("button", { name: "Add custom app" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row").filter({ hasText: "Payroll" });
  for (const text of ["Accounting and finance", "payroll.contoso.example", "From 1 factor"])
    await expect(row).toContainText(text);
  await expectAccessible(page);
  await choose(page, "Payroll", "Remove…");
  await page.getByRole("button", { name: "Remove custom app" }).click();
  await expect(page.getByRole("heading", { name: "No custom app yet" })).toBeVisible();
});

test("the default of anonymization is kept, and preselected for a new data source", async ({ page }) => {
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}${settingsPath}/anonymization`);
  const box = page.getByLabel("Anonymize user names by default");
  await box.check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The setting was saved")).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(box).toBeChecked();
  await page.goto(`${own.url}${settingsPath}/data-sources`);
  await page.getByRole("button", { name: "Add data source" }).click();
  await expect(page.getByRole("dialog").getByLabel("Anonymize user names")).toBeChecked();
});

test("who may only read the settings changes none of them, and an operator sees none", async ({ page, browser }) => {
  await own.signInAs(page, "compliance-administrator");
  await page.goto(`${own.url}${settingsPath}/data-sources`);
  await expect(page.getByRole("heading", { name: "No data source yet" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add data source" })).toHaveCount(0);
  await page.goto(`${own.url}${settingsPath}/anonymization`);
  await expect(page.getByLabel("Anonymize user names by default")).toBeDisabled();
  const context = await browser.newContext();
  const operator = await context.newPage();
  await own.signInAs(operator, "security-operator");
  await expect(operator.getByRole("link", { name: "Cloud Discovery settings" })).toHaveCount(0);
  await operator.goto(`${own.url}${settingsPath}/custom-apps`);
  await expect(operator.getByRole("heading", { name: "Your role does not open this page" })).toBeVisible();
  await expectAccessible(operator);
  await context.close();
});
