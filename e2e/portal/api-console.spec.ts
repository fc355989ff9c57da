import { expect, type Page, test } from "@playwright/test";
import { documentationContents } from "@/lib/api-contract/docs";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { expectAccessible } from "../support/expect-accessible";
import { portalLog, tenantUrl } from "../support/running-portal";

let world: ApiWorld;
let secret: string;

test.beforeEach(async () => {
  world = await makeApiWorld();
  secret = await world.issue("security-reader");
});

test.afterEach(() => world.close());

/** The console of one endpoint, opened on the tenant's own page. */
async function openConsole(page: Page, title: string) {
  const link = documentationContents()
    .flatMap(({ endpoints }) => endpoints)
    .find((endpoint) => endpoint.title === title);
  await page.goto(`${tenantUrl(world.tenant.slug)}${link?.href}`);
  const section = page.getByRole("region", { name: title, exact: true });
  await section.getByRole("button", { name: `Try it: ${title}` }).click();
  const token = section.getByLabel("API token", { exact: true });
  const send = async () => section.getByRole("button", { name: "Send request" }).click();
  return { section, token, send };
}

test("a call is tried from its documentation, and its answer shown with status, allowance and JSON", async ({
  page,
}) => {
  const { section, token, send } = await openConsole(page, "Who am I");
  await send();
  await expect(section).toContainText("Paste an API token first.");
  await token.fill(secret);
  await send();
  await expect(section).toContainText("Status 200");
  await expect(section).toContainText("RateLimit-Remaining");
  await expect(section.getByRole("group", { name: "Answer", exact: true })).toContainText(
    `"slug": "${world.tenant.slug}"`,
  );
  await expectAccessible(page);
});

test("a refusal is shown as programs get it", async ({ page }) => {
  const { section, token, send } = await openConsole(page, "Close alerts as benign");
  await token.fill(secret);
  await send();
  await expect(section).toContainText("Status 403");
  await section.getByLabel("Body (JSON)").fill("{");
  await send();
  await expect(section).toContainText("This is not JSON");
});

test("the pasted token is in no storage, URL or log, and is gone on demand and when the page is left", async ({
  page,
}) => {
  const { token, send, section } = await openConsole(page, "Who am I");
  await token.fill(secret);
  await send();
  await expect(section).toContainText("Status 200");
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
  );
  expect(kept).not.toContain(secret);
  expect(portalLog()).not.toContain(secret);
  await section.getByRole("button", { name: "Forget token" }).click();
  await expect(token).toHaveValue("");
  await expect(section).not.toContainText("Status 200");
  await token.fill(secret);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide")));
  await expect(token).toHaveValue("");
});
