import { expect, type Page, test } from "@playwright/test";
import type { ActivityRule } from "@/lib/domain/policy-rule";
import { expectAccessible } from "../support/expect-accessible";
import { httpCall } from "../support/http-call";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";

const exports: ActivityRule = {
  kind: "activity",
  filters: { actionType: { contains: ["Export"] } },
  repetition: null,
  category: "dlp",
};

let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(async () => {
  await own.close();
});

async function openPolicies(page: Page, query = ""): Promise<void> {
  await page.goto(`${own.url}/policies${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Policies" })).toBeVisible();
}

function rows(page: Page, table = "Policies") {
  return page
    .getByRole("table", { name: table })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });
}

/** What a program brings in with a token. */
async function ingest(id: string, secret: string): Promise<void> {
  const activity = {
    id,
    timestamp: Date.now() - 1_000,
    appId: 11114,
    appName: "Salesforce",
    eventType: "EVENT_CATEGORY_EXPORT",
    actionType: "ReportExported",
    description: `Export report ${id}`,
    user: { userName: "megan@contoso.example", displayName: "Megan Bowen" },
  };
  const path = "/api/v1/activities/ingest/";
  const answer = await httpCall({ method: "POST", path, secret, tenant: own.slug, body: { activities: [activity] } });
  expect(JSON.parse(answer.text)).toMatchObject({ accepted: 1 });
}

test("a policy that an administrator makes alerts on what a token brings in, until it is disabled", async ({
  page,
}) => {
  const secret = await own.issueSecret("global-administrator");
  await own.recordActivities([{ actionType: "ReportExported" }, {}]);
  await own.signInAs(page, "security-administrator", "Ada Administrator");
  await openPolicies(page);
  await expect(page.getByRole("heading", { name: "No policies yet" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Create policy" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Exports");
  await page.getByLabel("Severity of its alerts").selectOption({ label: "High" });
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("status")).toContainText("Choose at least one filter");
  await page.getByLabel("Action type contains").fill("export");
  await page.getByLabel("Category of its alerts").selectOption({ label: "Data loss prevention" });
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("status")).toContainText("matched 1 activity in the last 30 days; 1 person often enough");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create policy" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Exports" })).toBeVisible();
  for (const text of ["Action type contains export", "Created a policy", "Ada Administrator", "no alert yet"])
    await expect(page.getByRole("main")).toContainText(text);

  await ingest("one", secret);
  await openPolicies(page);
  for (const text of ["Exports", "Activity", "High", "Enabled"]) await expect(rows(page)).toContainText(text);
  await page.getByRole("link", { name: "1 open alerts of Exports" }).click();
  await expect(page).toHaveURL(/\/alerts\?policy=/);
  await expect(page.getByLabel("Policy", { exact: true })).toContainText("Exports");
  await expect(rows(page, "Alerts")).toContainText("Megan Bowen");
  await page.getByRole("link", { name: "Exports" }).click();
  for (const text of ["Export report one", "Raised by", "Data loss prevention"])
    await expect(page.getByRole("main")).toContainText(text);

  await openPolicies(page);
  await page.getByRole("button", { name: "Actions for Exports" }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await expect(rows(page)).toContainText("Disabled");
  await ingest("two", secret);
  await page.goto(`${own.url}/alerts`);
  await expect(rows(page, "Alerts")).toHaveCount(1);

  await openPolicies(page);
  await page.getByRole("button", { name: "Actions for Exports" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete “Exports”" });
  await expect(dialog).toContainText("It matched 1 time in the last 30 days.");
  await expect(dialog).toContainText("Its 1 open alert stays");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete policy" }).click();
  await expect(page.getByRole("heading", { name: "No policies yet" })).toBeVisible();
  await page.goto(`${own.url}/alerts`);
  await expect(rows(page, "Alerts")).toContainText("Exports");
});

test("a policy is edited with what the form cannot show left as it is, and a taken name is refused beside the field", async ({
  page,
}) => {
  const filters = { ...exports.filters, "ip.address": { startswith: ["203.0.113."] } };
  const id = await own.addPolicy({ name: "Exports", rule: { ...exports, filters } });
  await own.addPolicy({ name: "Taken", rule: exports });
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}/policies/${id}`);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Action type contains")).toHaveValue("Export");
  await expect(page.getByRole("main")).toContainText("IP address begins with 203.0.113.");
  await page.getByLabel("Only when it is repeated").check();
  await page.getByLabel("Matching activities of one person").fill("1");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Enter a whole number within the range.")).toBeVisible();
  await expect(page.getByLabel("Matching activities of one person")).toBeFocused();
  await page.getByLabel("Matching activities of one person").fill("4");
  await page.getByLabel("Name", { exact: true }).fill("Taken");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("There is a policy with this name already.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Repeated exports");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Repeated exports" })).toBeVisible();
  for (const text of ["4 times within 15 minutes", "IP address begins with 203.0.113.", "Changed a policy"])
    await expect(page.getByRole("main")).toContainText(text);
});

test("filters live in the address, and a view without a match leads back", async ({ page }) => {
  await own.addPolicy({ name: "Exports", rule: exports, severity: 2 });
  await own.addPolicy({ name: "Cards shared", severity: 0, isEnabled: false });
  await own.signInAs(page, "security-reader");
  await openPolicies(page);
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel("Status").selectOption({ label: "Disabled" });
  await page.getByLabel("Search names").fill("CARDS");
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/status=disabled/);
  await expect(rows(page)).toHaveText(/Cards shared/);
  await page.getByLabel("Severity").selectOption({ label: "High" });
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page.getByRole("heading", { name: "No policy matches" })).toBeVisible();
  await page.getByRole("search").getByRole("link", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page
    .getByRole("link", { name: "Sort by Policy" })
    .or(page.getByRole("link", { name: "Policy" }))
    .first()
    .click();
  await expect(page).toHaveURL(/direction=desc/);
  await expect(rows(page).first()).toContainText("Exports");
});

test("those who may only look are offered nothing to change, and are told who can", async ({ page }) => {
  const id = await own.addPolicy({ name: "Exports", rule: exports });
  await own.signInAs(page, "security-reader");
  await openPolicies(page);
  await expect(page.getByRole("link", { name: "Create policy" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  await page.goto(`${own.url}/policies/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Exports" })).toBeVisible();
  for (const name of ["Disable", "Delete…"]) await expect(page.getByRole("button", { name })).toHaveCount(0);
  for (const path of ["/policies/new", `/policies/${id}/edit`]) {
    await page.goto(own.url + path);
    await expect(page.getByRole("heading", { name: "Your role does not open this page" })).toBeVisible();
  }
});

test("a Cloud Discovery administrator makes discovery's policies and is offered no others", async ({ page }) => {
  await own.addPolicy({ name: "Exports", rule: exports });
  await own.signInAs(page, "discovery-global-administrator");
  await openPolicies(page);
  await expect(page.getByRole("button", { name: "Actions for Exports" })).toHaveCount(0);
  await page.getByRole("link", { name: "Create policy" }).click();
  await expect(page.getByLabel("What it watches").getByRole("option")).toHaveText([
    "App discovery",
    "Cloud Discovery anomaly",
  ]);
  await page.getByLabel("Name", { exact: true }).fill("Popular unscored apps");
  await page.getByLabel("Users in a day, at least").fill("20");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("status")).toContainText("found nothing in the last 30 days");
  await page.getByRole("button", { name: "Create policy" }).click();
  await expect(page.getByRole("main")).toContainText("at least 20 users used it");
  await expectAccessible(page);
});
