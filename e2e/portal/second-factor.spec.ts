import { expect, test } from "@playwright/test";
import { enterPassword, nextCodeOf, setUpSecondFactor, untilInside } from "../support/authenticator";
import { fetchInPage } from "../support/fetch-in-page";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { portalLog } from "../support/running-portal";
import { tokensPath } from "../support/tokens-page";

let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

test("a second factor is set up, asked for, stood in for by a recovery code, and leaves no trace", async ({ page }) => {
  test.slow();
  const person = await tenant.addMember("security-reader", "Factor Owner");
  await enterPassword(page, tenant.url, person);
  await untilInside(page);
  await page.goto(`${tenant.url}/account`);
  await page.getByRole("button", { name: "Set up second factor" }).click();
  const { key, recoveryCodes } = await setUpSecondFactor(page);
  await expect(page.getByText(/^On since .* 10 recovery codes left\.$/)).toBeVisible();
  const { text } = await fetchInPage(page, "/account", { rsc: "1" });
  for (const secret of [key, ...recoveryCodes]) {
    expect(text).not.toContain(secret);
    expect(portalLog()).not.toContain(secret);
  }

  await page.context().clearCookies();
  await enterPassword(page, tenant.url, person);
  await expect(page.getByRole("heading", { name: "Second factor" })).toBeVisible();
  // The password alone opens no page of the portal.
  await page.goto(`${tenant.url}${tokensPath}`);
  await expect(page).toHaveURL(/\/sign-in\/second-factor\?next=/);
  await page.getByLabel("Code").fill("123");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Enter the six digits that the app shows.")).toBeVisible();
  await page.getByLabel("Code").fill(nextCodeOf(key));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(`${tenant.url}${tokensPath}`);

  await page.context().clearCookies();
  await enterPassword(page, tenant.url, person);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill((recoveryCodes[0] ?? "").toLowerCase());
  await page.getByRole("button", { name: "Continue" }).click();
  await untilInside(page);
});

test("a tenant that requires one leads its members to set it up first, and an administrator resets a lost one", async ({
  page,
  browser,
}) => {
  test.slow();
  const own = await makeOwnTenant();
  await own.signInAs(page, "global-administrator", "Boss");
  const reader = await own.addMember("security-reader", "Reader Rhea");
  await page.goto(`${own.url}/settings/members`);
  const require = page.getByRole("button", { name: "Require second factor…" });
  await require.click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Require second factor" }).click();
  await expect(question).toContainText("Set up a second factor of your own");
  await question.getByRole("button", { name: "Cancel" }).click();

  await page.goto(`${own.url}/account`);
  await page.getByRole("button", { name: "Set up second factor" }).click();
  await setUpSecondFactor(page);
  await expect(page.getByText(/^On since/)).toBeVisible();
  await page.goto(`${own.url}/settings/members`);
  await require.click();
  await expect(question).toContainText("1 member without one is led to set it up");
  await question.getByRole("button", { name: "Require second factor" }).click();
  await expect(page.getByText(/^Required of everybody since/)).toBeVisible();

  const other = await (await browser.newContext({ locale: "en-US" })).newPage();
  await enterPassword(other, own.url, reader);
  await expect(other.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();
  await other.goto(`${own.url}${tokensPath}`);
  await expect(other).toHaveURL(/\/sign-in\/enrol\?next=/);
  await setUpSecondFactor(other);
  await other.waitForURL(`${own.url}${tokensPath}`);

  await page.reload();
  await page.getByRole("button", { name: "Actions for Reader Rhea" }).click();
  await page.getByRole("menuitem", { name: "Reset second factor…" }).click();
  await expect(question).toContainText("1 session ends.");
  await expect(question).toContainText("they must set up another one");
  await question.getByRole("button", { name: "Reset second factor" }).click();
  await expect(page.getByText("The second factor of Reader Rhea is reset")).toBeVisible();
  await other.goto(`${own.url}${tokensPath}`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.context().close();
  await own.close();
});
