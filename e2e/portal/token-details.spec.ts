import { expect, type Locator, type Page, test } from "@playwright/test";
import { callApi } from "../support/call-api";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import { askToRevoke, copyAndClose, freshName, generate, openTokens, rowOf, tokensPath } from "../support/tokens-page";

const minute = 60_000;
const day = 24 * 60 * minute;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

let own: OwnTenant;

test.beforeAll(async () => {
  own = await makeOwnTenant();
});

test.afterAll(() => own.close());

/** A token with three callers, of whom one was refused at times, and an old one beyond the range. */
function issueBusyToken(name: string) {
  return own.issueToken({
    owner: "Rosa Reader",
    name,
    createdAt: ago(60 * day),
    calls: [
      { client: "Splunk-AddOn", network: "203.0.113.21", calls: 1_200, lastAt: ago(4 * minute) },
      { client: "python-requests", network: "203.0.113.34", route: "/api/v1/activities/", calls: 30, lastAt: ago(day) },
      { client: "curl", network: "198.51.100.0/24", calls: 2, lastAt: ago(2 * day) },
      { client: "curl", network: "198.51.100.0/24", outcome: "rate-limited", calls: 7, lastAt: ago(2 * day) },
    ],
  });
}

async function openTokenFromTable(page: Page, name: string): Promise<void> {
  await page.goto(`${own.url}${tokensPath}?search=${encodeURIComponent(name)}`);
  await rowOf(page, name).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
}

const callersOf = (page: Page): Locator => page.getByRole("table", { name: "Callers" });

test("the page of a token says who calls, how calls ended, what it may do, and what was done to it", async ({
  page,
}) => {
  const name = freshName("busy");
  await issueBusyToken(name);
  await own.signInAs(page, "global-administrator");
  await openTokenFromTable(page, name);
  await expect(page.getByText("Owned by Rosa Reader")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Where this token is listed" })).toContainText(name);

  const rows = callersOf(page).getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("Splunk-AddOn");
  await expect(rows.nth(1)).toContainText("1,200");
  await expect(rows.nth(3)).toContainText("7 refused");

  await page.getByRole("button", { name: "Show as table" }).click();
  const days = page.getByRole("table", { name: "Calls per day" });
  await expect(days.getByRole("row")).toHaveCount(8);
  await expect(days.getByRole("columnheader")).toHaveText([
    "Day (UTC)",
    "Answered",
    "Caller’s mistakes",
    "Failed on our side",
    "Refused",
  ]);
  await expect(days).toContainText("7");

  await page.getByRole("link", { name: "24 hours" }).click();
  await expect(page).toHaveURL(/range=24h$/);
  await expect(page.getByRole("table", { name: "Calls per hour" }).getByRole("row")).toHaveCount(25);
  await page.reload();
  await expect(page.getByRole("link", { name: "24 hours" })).toHaveAttribute("aria-current", "true");

  const permissions = page.getByRole("region", { name: "What it may do now" });
  await expect(permissions).toContainText("It acts as Rosa Reader, Security reader");
  await expect(permissions.getByText("GET, POST /api/v1/alerts/")).toBeHidden();
  await permissions.getByText("read alerts").click();
  await expect(permissions.getByText("GET, POST /api/v1/alerts/")).toBeVisible();
  await expect(permissions).toContainText("It may not:");
  await expect(permissions).toContainText("close alerts");
  await expectAccessible(page);
});

test("calls show up on the page of a token within seconds, and a token without calls says since when they are known", async ({
  page,
}) => {
  const name = freshName("fresh");
  await signIn(page, "secadmin");
  await openTokens(page);
  const { secret } = await generate(page, name);
  await copyAndClose(page);
  await openTokens(page, `?search=${encodeURIComponent(name)}`);
  await expect(rowOf(page, name)).toContainText("No calls");
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Show details" }).click();
  await expect(page.getByText(/No calls in this period\. Calls of this token are known since/)).toBeVisible();
  await expect(page.getByText("This token was never used.")).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Generated a token");

  await callApi({ secret, userAgent: "collector/2.1" });
  // Counts and last uses are written one after the other; a page shows what it found when it was asked for.
  await expect(async () => {
    await page.reload();
    await expect(callersOf(page).getByRole("row").nth(1)).toContainText("collector", { timeout: 500 });
    await expect(page.getByRole("region", { name: "Last addresses" })).toContainText("127.0.0.1", { timeout: 500 });
  }).toPass();
  await openTokens(page, `?search=${encodeURIComponent(name)}`);
  await expect(rowOf(page, name).getByRole("img", { name: "1 call in the past 30 days" })).toBeVisible();
});

test("revoking from the page names the three callers it cuts off, and ends with a page that says revoked", async ({
  page,
}) => {
  const name = freshName("cut off");
  await issueBusyToken(name);
  await own.signInAs(page, "global-administrator");
  await openTokenFromTable(page, name);
  await page.getByRole("button", { name: "Revoke…" }).click();
  const question = page.getByRole("alertdialog", { name: `Revoke "${name}"?` });
  const callers = question.getByText("3 callers");
  await expect(callers).toBeVisible();
  await expect(question).toContainText("last 4 minutes ago");
  await expect(question).toContainText("1,232 calls");
  await expect(question.getByText("python-requests")).toBeHidden();
  await callers.click();
  await expect(question.getByText("python-requests")).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Revoke…" })).toBeFocused();

  await page.getByRole("button", { name: "Revoke…" }).click();
  await question.getByRole("button", { name: "Revoke token" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("heading", { level: 2, name })).toBeFocused();
  await expect(page.getByRole("button", { name: "Revoke…" })).toHaveCount(0);
  await expect(page.getByText("Nothing: it is revoked, and every call is refused.")).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Revoked a token");
});

test("the question before a revocation says when nobody has called", async ({ page }) => {
  const name = freshName("quiet");
  await own.issueToken({ owner: "Quentin Quiet", name });
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}${tokensPath}`);
  await expect(await askToRevoke(page, name)).toContainText(/No calls since \w+ \d+, \d{4}/);
});

test("the question before a deactivation names the callers of all the member's tokens", async ({ page }) => {
  const owner = freshName("Dora");
  await own.issueToken({
    owner,
    name: `${owner} sync`,
    calls: [{ client: "axios", calls: 12, lastAt: ago(3 * minute) }],
  });
  await own.signInAs(page, "global-administrator");
  await page.goto(`${own.url}/settings/members?search=${encodeURIComponent(owner)}`);
  await page.getByRole("button", { name: `Actions for ${owner}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate…" }).click();
  const question = page.getByRole("alertdialog", { name: `Deactivate ${owner}?` });
  await expect(question).toContainText("1 caller");
  await expect(question).toContainText("last 3 minutes ago");
  await question.getByText("1 caller").click();
  await expect(question.getByRole("region", { name: "Callers" })).toContainText("axios");
  await expectAccessible(page);
});

test("another person's token, another tenant's and one that never was have the same page that is not there", async ({
  page,
  browser,
}) => {
  const name = freshName("private");
  const { publicId } = await issueBusyToken(name);
  await own.signInAs(page, "security-reader");
  for (const id of [publicId, "000000000000", "x"]) {
    await page.goto(`${own.url}${tokensPath}/${id}`);
    await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
    await expect(page.locator("body")).not.toContainText(name);
  }
  await signIn(page, "admin");
  await page.goto(`${tenantUrl("contoso")}${tokensPath}/${publicId}`);
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  const theirs = await browser.newPage();
  await own.signInAs(theirs, "global-administrator");
  await theirs.goto(`${own.url}${tokensPath}/${publicId}`);
  await expect(theirs.getByRole("heading", { level: 2, name })).toBeVisible();
  await theirs.close();
});
