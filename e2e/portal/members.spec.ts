import { expect, test } from "@playwright/test";
import { callApi } from "../support/call-api";
import { askFor, invite, join, openMembers, trySignIn } from "../support/members-page";
import { tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import { copyAndClose, freshName, generate, openTokens, tokensPath } from "../support/tokens-page";

const dismissal = { path: "/api/v1/alerts/close_benign/", method: "POST" as const };

test("an invited person joins once, their token shrinks with their role and dies with their account", async ({
  page,
  browser,
}) => {
  const name = freshName("Ingrid");
  const email = `${name.replaceAll(" ", ".").toLowerCase()}@contoso.example`;
  await signIn(page, "admin");
  const link = await invite(page, { name, email, role: "Security operator" });
  const theirs = await join(browser, link);
  await openTokens(theirs);
  const { secret } = await generate(theirs, "escalations");
  await copyAndClose(theirs);

  const close = () =>
    callApi({ secret, ...dismissal, body: { filters: { id: { eq: ["000000000000000000000000"] } }, comment: "test" } });
  expect((await close()).status).toBe(400);

  await askFor(page, name, "Change role…");
  const roleDialog = page.getByRole("dialog", { name: `Change the role of ${name}` });
  await roleDialog.getByLabel("Role").selectOption({ label: "Security reader" });
  await expect(roleDialog).toContainText("close alerts");
  await roleDialog.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText(`${name} is now Security reader`)).toBeVisible();
  const refused = await close();
  expect(refused.status).toBe(403);
  expect(refused.body).toContain("Insufficient role based permissions");
  expect((await callApi({ secret })).status).toBe(200);

  await askFor(page, name, "Deactivate…");
  const farewell = page.getByRole("alertdialog", { name: `Deactivate ${name}?` });
  await expect(farewell).toContainText("escalations");
  await farewell.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText(`${name} is deactivated`)).toBeVisible();
  expect((await callApi({ secret })).status).toBe(403);
  await theirs.goto(`${tenantUrl("contoso")}${tokensPath}`);
  await expect(theirs).toHaveURL(/\/sign-in/);
  await trySignIn(theirs, email);
  await expect(theirs.getByRole("alert").filter({ hasText: "wrong" })).toBeVisible();

  await askFor(page, name, "Reactivate…");
  await page
    .getByRole("dialog", { name: `Reactivate ${name}?` })
    .getByRole("button", { name: "Reactivate" })
    .click();
  await expect(page.getByText(`${name} is active again`)).toBeVisible();
  expect((await callApi({ secret })).status).toBe(200);

  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
  await theirs.context().close();
});

test("a reader sees the members and may change none of them", async ({ page }) => {
  await signIn(page, "reader");
  await openMembers(page);
  await expect(page.getByRole("cell", { name: "admin@contoso.example", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
});

test("a role without a view of the members is told who has one", async ({ page }) => {
  await signIn(page, "discovery");
  await page.goto(`${tenantUrl("contoso")}/settings/members`);
  await expect(page.getByText("admin@contoso.example")).toHaveCount(0);
  await expect(page.getByText(/full administrators?/i).first()).toBeVisible();
});
