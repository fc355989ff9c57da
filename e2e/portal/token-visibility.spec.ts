import { type Browser, expect, type Page, test } from "@playwright/test";
import { callApi } from "../support/call-api";
import { fetchInPage } from "../support/fetch-in-page";
import { signIn } from "../support/sign-in";
import { askToRevoke, copyAndClose, freshName, generate, openTokens, rowOf, tokensPath } from "../support/tokens-page";

test("a reader sees only their own tokens; an administrator sees everybody's and whose they are", async ({
  page,
  browser,
}) => {
  const name = freshName("belongs to reader");
  await signIn(page, "reader");
  await openTokens(page);
  await generate(page, name);
  await copyAndClose(page);
  await expect(rowOf(page, name)).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Owner" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Revoked" })).toHaveCount(0);

  const { other: colleague, close: closeColleague } = await signedIn(browser, "reader2");
  for (const query of ["", `?search=${encodeURIComponent(name)}`, "?status=generated", "?status=revoked"]) {
    await openTokens(colleague, query);
    await expect(rowOf(colleague, name)).toHaveCount(0);
  }
  await closeColleague();

  const { other: administrator, close: closeAdministrator } = await signedIn(browser, "secadmin");
  await openTokens(administrator, `?search=${encodeURIComponent(name)}`);
  await expect(rowOf(administrator, name)).toContainText("reader@contoso.example");
  await closeAdministrator();
});

test("another person's token cannot be watched or revoked by its id: the answer is that of a missing one", async ({
  page,
  browser,
}) => {
  const name = freshName("not yours");
  await signIn(page, "reader");
  await openTokens(page);
  const { secret } = await generate(page, name);
  await copyAndClose(page);
  const publicId = secret.slice(4, 16);
  await expect(rowOf(page, name)).toContainText(publicId);

  const { other, close } = await signedIn(browser, "reader2");
  const foreign = await fetchInPage(other, `${tokensPath}/${publicId}/first-call`);
  expect(foreign.status).toBe(404);
  expect(foreign).toEqual(await fetchInPage(other, `${tokensPath}/abcdefghijkl/first-call`));

  const own = freshName("own");
  await openTokens(other);
  const { secret: ownSecret } = await generate(other, own);
  await copyAndClose(other);
  const ownId = ownSecret.slice(4, 16);
  for (const id of [publicId, "abcdefghijkl"]) {
    await other.route(`**${tokensPath}*`, (route) => {
      const body = route.request().postData();
      return body?.includes(ownId) ? route.continue({ postData: body.replace(ownId, id) }) : route.continue();
    });
    const question = await askToRevoke(other, own);
    await question.getByRole("button", { name: "Revoke token" }).click();
    await expect(question.getByRole("alert")).toHaveText("It no longer exists, or it belongs to someone else.");
    await question.getByRole("button", { name: "Cancel" }).click();
    await other.unroute(`**${tokensPath}*`);
  }
  expect((await callApi({ secret })).status).toBe(200);
  await close();
});

test("an administrator revokes somebody else's token, and finds it under Revoked with who ended it", async ({
  page,
  browser,
}) => {
  const name = freshName("ended by administrator");
  await signIn(page, "reader");
  await openTokens(page);
  const { secret } = await generate(page, name);
  await copyAndClose(page);
  expect((await callApi({ secret })).status).toBe(200);

  const { other: administrator, close } = await signedIn(browser, "admin");
  await openTokens(administrator, `?search=${encodeURIComponent(name)}`);
  const question = await askToRevoke(administrator, name);
  await question.getByRole("button", { name: "Revoke token" }).click();
  await expect(administrator.getByText(`${name} was revoked.`)).toBeVisible();
  expect((await callApi({ secret })).status).toBe(401);

  await administrator.getByRole("link", { name: "Revoked" }).click();
  await expect(administrator).toHaveURL(/status=revoked/);
  await expect(rowOf(administrator, name)).toContainText("by Amara Okafor");
  await expect(administrator.getByRole("button", { name: `Actions for ${name}` })).toHaveCount(0);
  await close();

  await page.reload();
  await expect(page.getByRole("heading", { name: "API tokens" })).toBeVisible();
  await expect(rowOf(page, name)).toHaveCount(0);
});

test("another tenant's administrator sees nothing of it, and its URL refuses the token", async ({ page, browser }) => {
  const name = freshName("of contoso");
  await signIn(page, "admin");
  await openTokens(page);
  const { secret } = await generate(page, name);
  await copyAndClose(page);

  const { other, close } = await signedIn(browser, "admin", "fabrikam");
  await openTokens(other, `?search=${encodeURIComponent(name)}`, "fabrikam");
  await expect(other.getByText("No token matches")).toBeVisible();
  expect((await fetchInPage(other, `${tokensPath}/${secret.slice(4, 16)}/first-call`)).status).toBe(404);
  expect((await callApi({ secret, tenant: "fabrikam" })).status).toBe(401);
  expect((await callApi({ secret })).status).toBe(200);
  await close();
});

async function signedIn(
  browser: Browser,
  account: "admin" | "secadmin" | "reader2",
  tenant = "contoso",
): Promise<{ other: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ locale: "en-US" });
  const other = await context.newPage();
  await signIn(other, account, tenant);
  return { other, close: () => context.close() };
}
