import { expect, type Page, test } from "@playwright/test";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";

/** The URL that the API gives of an alert, opened in a browser: its fragment never reaches the server. */
let own: OwnTenant;
let alertUrl: string;
let alertPath: string;

test.beforeEach(async () => {
  own = await makeOwnTenant();
  const [id] = await own.raiseAlerts([{ title: "Download from an unmanaged device" }]);
  alertPath = `/alerts/${id}`;
  alertUrl = `${own.url}/#${alertPath}`;
});

test.afterEach(() => own.close());

async function expectAlert(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "Download from an unmanaged device" })).toBeVisible();
  expect(new URL(page.url())).toMatchObject({ pathname: alertPath, hash: "" });
}

test("leads somebody who is signed in to the alert", async ({ page }) => {
  await own.signInAs(page, "security-operator");
  await page.goto(alertUrl);
  await expectAlert(page);
});

test("leads a visitor to the alert after the sign-in", async ({ page }) => {
  const { email, password } = await own.addMember("security-reader");
  await page.goto(alertUrl);
  await page.waitForURL(({ search }) => search.includes("next="));
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('input[name="password"]').press("Enter");
  await expectAlert(page);
});
