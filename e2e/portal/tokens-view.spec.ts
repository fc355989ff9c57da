import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { signIn } from "../support/sign-in";
import { askToRevoke, cardOf, copyAndClose, freshName, generate, openTokens, rowOf } from "../support/tokens-page";

const statuses = ["Generated", "Active", "Inactive"] as const;

test("the status cards filter, and the same address shows the same view", async ({ page, browser }) => {
  await signIn(page, "admin");
  await openTokens(page);
  for (const status of statuses) {
    const card = cardOf(page, status);
    await card.click();
    await expect(page).toHaveURL(new RegExp(`\\?status=${status.toLowerCase()}$`));
    await expect(card).toHaveAttribute("aria-current", "true");
    const rows = page.getByRole("table").getByRole("row");
    await expect(rows.filter({ hasNot: page.getByRole("columnheader") }).first()).toContainText(status);
    for (const other of statuses.filter((one) => one !== status))
      await expect(page.getByRole("table").getByRole("button", { name: other, exact: true })).toHaveCount(0);
  }
  await cardOf(page, "Inactive").click();
  await expect(page).toHaveURL(/api-tokens$/);

  await openTokens(page, "?status=active&sort=name&direction=asc");
  const names = await page.getByRole("button", { name: /^Actions for/ }).evaluateAll(labels);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, "admin");
  await openTokens(other, "?status=active&sort=name&direction=asc");
  await expect(other.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  const again = await other.getByRole("button", { name: /^Actions for/ }).evaluateAll(labels);
  expect(again.slice(0, 3)).toEqual(names.slice(0, 3));
  await elsewhere.close();
});

test("a search finds tokens by name, owner and public id, and tells how to clear it when nothing matches", async ({
  page,
}) => {
  await signIn(page, "admin");
  // The oldest token is the demo's own; the newest may be another test's, which revokes it meanwhile.
  await openTokens(page, "?sort=generated&direction=asc");
  const search = page.getByRole("searchbox", { name: "Name, owner or public id" });
  const first = page.getByRole("row").nth(1);
  const publicId = (await first.innerText()).match(/Public id\s+([0-9A-Za-z]{12})/)?.[1] ?? "none";
  await search.fill(publicId);
  await search.press("Enter");
  await expect(page).toHaveURL(new RegExp(`search=${publicId}`));
  await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(1);

  await search.fill("reader2@contoso");
  await search.press("Enter");
  await expect(page).toHaveURL(/search=reader2/);
  await expect(page.getByRole("row").nth(1)).toContainText("reader2@contoso.example");

  await openTokens(page, "?status=active&search=there-is-no-such-token");
  await expect(page.getByText("No token matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/api-tokens$/);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});

test("pages follow each other without gaps, and the way back leads to the first", async ({ page }) => {
  await signIn(page, "admin");
  await openTokens(page);
  for (const round of [1, 2]) {
    await generate(page, freshName(`page filler ${round}`));
    await copyAndClose(page);
  }
  const actions = page.getByRole("button", { name: /^Actions for/ });
  // By age, oldest first, what other tests generate meanwhile lands behind the pages that are compared.
  await openTokens(page, "?sort=generated&direction=asc");
  const firstPage = await actions.evaluateAll(labels);
  expect(firstPage).toHaveLength(25);
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(actions.first()).not.toHaveAccessibleName(firstPage[0] ?? "");
  const secondPage = await actions.evaluateAll(labels);
  expect(secondPage.filter((label) => firstPage.includes(label))).toEqual([]);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page).toHaveURL(/before=/);
  await expect(actions.first()).toHaveAccessibleName(firstPage[0] ?? "");
  expect(await actions.evaluateAll(labels)).toEqual(firstPage);
});

test("a status says why it is so", async ({ page }) => {
  await signIn(page, "admin");
  await openTokens(page, "?status=inactive");
  await page.getByRole("table").getByRole("button", { name: "Inactive" }).first().focus();
  await expect(page.getByRole("tooltip")).toHaveText(/^Inactive: last call \d+ days ago \(limit 7\)$/);
  await openTokens(page, "?status=active");
  const lastUsed = page.getByRole("row").nth(1).getByRole("cell").nth(3).getByRole("button");
  await lastUsed.focus();
  await expect(page.getByRole("tooltip")).toContainText("UTC");
  await expect(page.getByRole("tooltip")).toContainText(/From \d+\.\d+\.\d+\.\d+/);
});

test("the page and its dialogs speak Traditional Chinese", async ({ browser }) => {
  const context = await browser.newContext({ locale: "zh-TW" });
  const page = await context.newPage();
  await signIn(page, "reader");
  await page.goto(new URL("/settings/security-extensions/api-tokens", page.url()).href);
  await page.getByRole("button", { name: "產生新權杖" }).click();
  const name = freshName("夜間匯出");
  await page.getByRole("dialog").getByLabel("權杖名稱").fill(name);
  await page.getByRole("button", { name: "下一步" }).click();
  const result = page.getByRole("dialog", { name: "權杖已產生" });
  await expect(result.getByText("權杖只會在此顯示這一次。若遺失，請產生新的權杖。")).toBeVisible();
  await result.getByRole("button", { name: "複製權杖" }).click();
  await result.getByRole("button", { name: "完成" }).click();
  await page.getByRole("button", { name: `${name} 的動作` }).click();
  await page.getByRole("menuitem", { name: "撤銷…" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("從未使用");
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing grave on the page, its menu and its dialogs in ${colorScheme}`, async ({ browser }) => {
    test.slow();
    const context = await browser.newContext({ colorScheme, locale: "en-US", reducedMotion: "reduce" });
    const page = await context.newPage();
    const name = freshName(`axe ${colorScheme}`);
    await signIn(page, "admin");
    await openTokens(page);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Generate new token" }).click();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await expect(page.getByText("Fill this in.")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    const { result } = await generate(page, name);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Close anyway" }).click();
    await expect(result).toBeHidden();
    await expect(rowOf(page, name)).toBeVisible();
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    // A menu that still fades out takes a press on its button for one outside, and stays closed.
    await expect(page.getByRole("menu")).toBeHidden();
    await askToRevoke(page, name);
    await expectAccessible(page);
    await context.close();
  });
}

test("on a phone every row keeps its name, its status and its actions", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-US" });
  const page = await context.newPage();
  await signIn(page, "admin");
  await openTokens(page);
  const row = page.getByRole("row").nth(1);
  await expect(row.getByRole("button", { name: /^Actions for/ })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Generate new token" })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await row.getByRole("button", { name: /^Actions for/ }).tap();
  await expect(page.getByRole("menuitem", { name: "Revoke…" })).toBeVisible();
  await context.close();
});

/** Runs in the browser. */
function labels(elements: Element[]): string[] {
  return elements.map((element) => element.getAttribute("aria-label") ?? "");
}
