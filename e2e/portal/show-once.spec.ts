import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { callApi } from "../support/call-api";
import { fetchInPage } from "../support/fetch-in-page";
import { rememberAnswers } from "../support/remember-answers";
import { portalLog, tenantUrl } from "../support/running-portal";
import { signIn } from "../support/sign-in";
import {
  copyAndClose,
  freshName,
  generate,
  openTokens,
  pasted,
  resultDialog,
  rowOf,
  tokensPath,
  withoutClipboardApi,
} from "../support/tokens-page";

test("T-06: the secret is in one answer and leaves no other trace", async ({ page }) => {
  test.slow();
  const answers = await rememberAnswers(page);
  await signIn(page, "admin");
  await openTokens(page);
  const sent: string[] = [];
  page.on("request", (request) =>
    sent.push([request.url(), request.postData() ?? "", JSON.stringify(request.headers())].join("\n")),
  );
  const printed: string[] = [];
  page.on("console", (message) => printed.push(message.text()));

  const name = freshName("canary");
  const { secret } = await generate(page, name);
  expect((await callApi({ secret })).status).toBe(200);
  expect((await callApi({ secret: `${secret}x` })).status).toBe(401);
  await copyAndClose(page);
  await expect(rowOf(page, name)).toBeVisible();

  await expect.poll(() => answers.filter((answer) => answer.includes(`"${name}"`)).length).toBeGreaterThan(1);
  expect(answers.filter((answer) => answer.includes(secret))).toHaveLength(1);
  expect(sent.filter((request) => request.includes(secret))).toEqual([]);
  expect(printed.filter((line) => line.includes(secret))).toEqual([]);
  await expectNoTrace(page, secret);

  await page.reload();
  await expect(rowOf(page, name)).toBeVisible();
  await expectNoTrace(page, secret);
  await page.goto(`${tenantUrl("contoso")}/settings/members`);
  await page.goBack();
  await expect(rowOf(page, name)).toBeVisible();
  await expectNoTrace(page, secret);

  for (const [header, value] of [
    ["accept", "text/html"],
    ["rsc", "1"],
  ] as const) {
    const { cacheControl, text } = await fetchInPage(page, tokensPath, { [header]: value });
    expect(cacheControl).toContain("no-store");
    expect(text).toContain(name);
    expect(text).not.toContain(secret);
  }
  expect(portalLog()).not.toContain(secret);
});

test("T-06: leaving the page while the token is shown drops it, and the browser asks first", async ({ page }) => {
  await signIn(page, "reader");
  await openTokens(page);
  const { secret } = await generate(page, freshName("left"));
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await expect(page.getByRole("heading", { name: "API tokens" })).toBeVisible();
  await expectNoTrace(page, secret);
});

test("a token that was not saved is closed away only after one question", async ({ page }) => {
  test.slow();
  await signIn(page, "reader");
  await openTokens(page);
  await generate(page, freshName("guarded"));
  const result = resultDialog(page);
  const question = page.getByRole("alertdialog");
  const ways = [
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(5, 5),
    () => result.getByRole("button", { name: "Close", exact: true }).click(),
    () => result.getByRole("button", { name: "Done" }).click(),
  ];
  for (const [index, close] of ways.entries()) {
    if (index > 0) await generate(page, freshName("guarded"));
    await close();
    await expect(question).toContainText("The token was not copied or downloaded");
    await question.getByRole("button", { name: "Go back" }).click();
    await expect(question).toBeHidden();
    await expect(result.getByLabel("Token", { exact: true })).toBeFocused();
    await close();
    await expect(result).toBeHidden();
  }
  await generate(page, freshName("guarded"));
  await page.keyboard.press("Escape");
  await question.getByRole("button", { name: "Close anyway" }).click();
  await expect(result).toBeHidden();
});

test("a saved token is closed at once, however it was saved", async ({ page }) => {
  await signIn(page, "operator");
  await openTokens(page);
  const ways = ["Copy token", "Copy curl command", "Download .env"];
  for (const way of ways) {
    const { secret, result } = await generate(page, freshName("saved"));
    const press = () => result.getByRole("button", { name: way }).click();
    if (way.startsWith("Download")) {
      const [download] = await Promise.all([page.waitForEvent("download"), press()]);
      expect(await readFile(await download.path(), "utf8")).toContain(`PORTCULLIS_TOKEN=${secret}\n`);
      // It says so for two seconds only.
    } else await Promise.all([expect(result.getByRole("button", { name: "Copied" })).toBeFocused(), press()]);
    await page.keyboard.press("Escape");
    await expect(result).toBeHidden();
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
  }
});

test("copying works without the Clipboard API, is announced, and keeps the focus", async ({ page }) => {
  await withoutClipboardApi(page);
  await signIn(page, "reader2");
  await openTokens(page);
  const { secret, result } = await generate(page, freshName("plain http"));
  // It says so for two seconds only.
  await Promise.all([
    expect(result.getByRole("status").filter({ hasText: "Token copied" })).toHaveCount(1),
    expect(result.getByRole("button", { name: "Copied" })).toBeFocused(),
    result.getByRole("button", { name: "Copy token" }).click(),
  ]);
  await page.keyboard.press("Escape");
  await expect(result).toBeHidden();
  expect(await pasted(page)).toBe(secret);
});

/** Neither the document, nor its fields, nor anything that the browser keeps for this origin knows the secret. */
async function expectNoTrace(page: Page, secret: string): Promise<void> {
  const kept = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll("input, textarea")].map((field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "",
    );
    const databases = await indexedDB.databases();
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      location.href,
      document.cookie,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      "caches" in window ? await caches.keys() : [],
      databases.map(({ name }) => name),
    ]);
  });
  expect(kept).not.toContain(secret);
  const cookies = JSON.stringify(await page.context().cookies());
  expect(cookies).not.toContain(secret);
}
