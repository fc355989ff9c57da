import { expect, test } from "@playwright/test";
import { callApi } from "../support/call-api";
import { journalOfRevocations, tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import {
  askToRevoke,
  cardOf,
  copyAndClose,
  freshName,
  generate,
  nameDialog,
  openTokens,
  rowOf,
} from "../support/tokens-page";

test("a token is generated, called, seen active, revoked and refused on its very next call", async ({ page }) => {
  const name = freshName("nightly export");
  await signIn(page, "admin");
  await openTokens(page);
  const { secret, result } = await generate(page, name);
  await expect(result.getByLabel("This tenant's URL")).toHaveValue(tenantUrl("contoso"));
  await expect(result.getByText("Waiting for the first call…")).toBeVisible();

  const called = await callApi({ secret, userAgent: "journey/1.0" });
  expect(called.status).toBe(200);
  const received = result.getByText(/^First call received .+ from 127\.0\.0\.1 with journey\/1\.0$/);
  await expect(received).toBeVisible({ timeout: 2000 });

  await copyAndClose(page);
  const row = rowOf(page, name);
  await expect(row.getByRole("button", { name: "Active" })).toBeVisible();

  const question = await askToRevoke(page, name);
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(question).toContainText("127.0.0.1");
  await expect(question).toContainText("journey/1.0");
  await question.getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText(`${name} was revoked.`)).toBeVisible();
  await expect(page.getByText(/^Refused everywhere since \d\d:\d\d:\d\d\.$/)).toBeVisible();
  // What the person was told holds even for a backup that is restored now.
  expect(journalOfRevocations()).toContain(secret.slice(4, 16));
  expect((await callApi({ secret })).status).toBe(401);
  await expect(row).toBeHidden();
});

test("a token that was never used says so in the table and before it is revoked", async ({ page }) => {
  const name = freshName("unused");
  await signIn(page, "operator");
  await openTokens(page);
  await generate(page, name);
  await copyAndClose(page);
  await expect(rowOf(page, name)).toContainText("Generated");
  await expect(rowOf(page, name)).toContainText("Never used");
  const question = await askToRevoke(page, name);
  await expect(question).toContainText("Never used");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("button", { name: `Actions for ${name}` })).toBeFocused();
  await expect(rowOf(page, name)).toBeVisible();
});

test("a name that cannot be taken is explained next to its field, and what was typed stays", async ({ page }) => {
  const name = freshName("taken");
  await signIn(page, "reader");
  await openTokens(page);
  await generate(page, name);
  await copyAndClose(page);

  await page.getByRole("button", { name: "Generate new token" }).click();
  const dialog = nameDialog(page);
  const field = dialog.getByLabel("Token name");
  const next = dialog.getByRole("button", { name: "Next" });
  const cases = [
    { typed: "   ", said: "Fill this in." },
    { typed: "x".repeat(257), said: "This is too long." },
    { typed: "left\u202eright", said: "Remove the invisible control characters" },
    { typed: ` ${name} `, said: "You already have a token with this name." },
  ];
  for (const { typed, said } of cases) {
    await field.fill(typed);
    await next.click();
    await expect(field).toHaveAccessibleDescription(new RegExp(said.replaceAll(".", "\\.")));
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(typed);
  }
  await field.fill("夜".repeat(256));
  await field.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a double click on Next generates one token", async ({ page }) => {
  const name = freshName("double");
  await signIn(page, "reader2");
  await openTokens(page);
  await page.getByRole("button", { name: "Generate new token" }).click();
  await nameDialog(page).getByLabel("Token name").fill(name);
  await nameDialog(page).getByRole("button", { name: "Next" }).dblclick();
  await copyAndClose(page);
  await openTokens(page, `?search=${encodeURIComponent(name)}`);
  await expect(rowOf(page, name)).toHaveCount(1);
});

test("generating, copying, filtering and revoking work with the keyboard alone", async ({ page }) => {
  const name = freshName("by keyboard");
  const { keyboard } = page;
  await signIn(page, "operator");
  await openTokens(page);
  await page.getByRole("button", { name: "Generate new token" }).focus();
  await keyboard.press("Enter");
  await expect(nameDialog(page).getByLabel("Token name")).toBeFocused();
  await keyboard.type(name);
  await keyboard.press("Enter");
  const token = page.getByLabel("Token", { exact: true });
  await expect(token).toBeFocused();
  await keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Copy token" })).toBeFocused();
  // It says so for two seconds only.
  await Promise.all([expect(page.getByRole("button", { name: "Copied" })).toBeFocused(), keyboard.press("Enter")]);
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Generate new token" })).toBeFocused();

  await cardOf(page, "Generated").focus();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]status=generated/);
  const menu = page.getByRole("button", { name: `Actions for ${name}` });
  await menu.focus();
  await keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Show details" })).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Revoke…" })).toBeFocused();
  await keyboard.press("Enter");
  const question = page.getByRole("alertdialog", { name: `Revoke "${name}"?` });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(rowOf(page, name)).toBeHidden();
  await expect(page.getByRole("heading", { name: "API tokens" })).toBeFocused();
});
