import { expect, test } from "@playwright/test";
import { enterPassword, nextCodeOf, setUpSecondFactor, untilInside } from "../support/authenticator";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { copyAndClose, generate, nameDialog, resultDialog, tokensPath } from "../support/tokens-page";

let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

test("B-05: a full administrator whose proof is old is asked for the password before a token, and nothing typed is lost", async ({
  page,
}) => {
  test.slow();
  const person = await tenant.addMember("global-administrator");
  await enterPassword(page, tenant.url, person);
  await untilInside(page);
  // Straight after the sign-in there is no further question.
  await page.goto(`${tenant.url}${tokensPath}`);
  await generate(page, "fresh");
  await copyAndClose(page);

  await tenant.ageProofs(20);
  await page.getByRole("button", { name: "Generate new token" }).click();
  await nameDialog(page).getByLabel("Token name").fill("nightly export");
  await nameDialog(page).getByRole("button", { name: "Next" }).click();
  const question = page.getByRole("dialog", { name: "Confirm who you are" });
  await question.getByLabel("Password", { exact: true }).fill("not the password at all");
  await question.getByRole("button", { name: "Confirm" }).click();
  await expect(question.getByText("The password is wrong.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(nameDialog(page).getByLabel("Token name")).toHaveValue("nightly export");
  await expect(nameDialog(page).getByText("Confirm who you are first. Nothing was changed.")).toBeVisible();

  const before = await page.context().cookies(tenant.url);
  await nameDialog(page).getByRole("button", { name: "Next" }).click();
  await question.getByLabel("Password", { exact: true }).fill(person.password);
  await question.getByRole("button", { name: "Confirm" }).click();
  await expect(resultDialog(page).getByLabel("Token", { exact: true })).toHaveValue(/^pcu1/);
  const after = await page.context().cookies(tenant.url);
  const sessionOf = (cookies: typeof before) => cookies.find(({ name }) => name.endsWith("portcullis.session"))?.value;
  expect(sessionOf(after)).not.toBe(sessionOf(before));
  await copyAndClose(page);
});

test("B-05: a code of the second factor will do instead, and a reader's token needs no question", async ({
  page,
  browser,
}) => {
  test.slow();
  await tenant.signInAs(page, "security-administrator");
  await page.goto(`${tenant.url}/account`);
  await page.getByRole("button", { name: "Set up second factor" }).click();
  const { key } = await setUpSecondFactor(page);
  await expect(page.getByText(/^On since/)).toBeVisible();
  const other = await (await browser.newContext({ locale: "en-US" })).newPage();
  await tenant.signInAs(other, "security-reader");
  await tenant.ageProofs(20);

  await page.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Make new codes" }).click();
  const question = page.getByRole("dialog", { name: "Confirm who you are" });
  await question.getByRole("button", { name: "Use the authenticator app" }).click();
  await question.getByLabel("Code of your authenticator app").fill(nextCodeOf(key));
  await question.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("dialog", { name: "Your recovery codes" })).toBeVisible();

  await other.goto(`${tenant.url}${tokensPath}`);
  await generate(other, "a reader's");
  await other.context().close();
});
