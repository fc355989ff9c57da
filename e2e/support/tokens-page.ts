import { expect, type Locator, type Page } from "@playwright/test";
import { tenantUrl } from "./running-portal";

export const tokensPath = "/settings/security-extensions/api-tokens";

export async function openTokens(page: Page, query = "", tenant = "contoso"): Promise<void> {
  await page.goto(`${tenantUrl(tenant)}${tokensPath}${query}`);
  await expect(page.getByRole("heading", { name: "API tokens" })).toBeVisible();
}

/** A name that no other test uses. */
export function freshName(purpose: string): string {
  return `${purpose} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

export function nameDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Generate new token" });
}

export function resultDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Token generated" });
}

/** Generates a token and leaves its result open. */
export async function generate(page: Page, name: string): Promise<{ secret: string; result: Locator }> {
  await page.getByRole("button", { name: "Generate new token" }).click();
  await nameDialog(page).getByLabel("Token name").fill(name);
  await nameDialog(page).getByRole("button", { name: "Next" }).click();
  const result = resultDialog(page);
  await expect(result.getByRole("heading", { name: "Token generated" })).toBeVisible();
  const secret = await result.getByLabel("Token", { exact: true }).inputValue();
  expect(secret).toMatch(/^pcu1[0-9A-Za-z]{60}$/);
  return { secret, result };
}

/** Copies the token and closes the result. */
export async function copyAndClose(page: Page): Promise<void> {
  const result = resultDialog(page);
  // It says so for two seconds only.
  const told = result.getByRole("status").filter({ hasText: "Token copied" }).waitFor({ state: "attached" });
  await Promise.all([told, result.getByRole("button", { name: "Copy token" }).click()]);
  await result.getByRole("button", { name: "Done" }).click();
  await expect(result).toBeHidden();
}

/** The card that filters by a status. */
export function cardOf(page: Page, status: string): Locator {
  return page
    .getByRole("navigation", { name: "Filter by status" })
    .getByRole("link", { name: new RegExp(`^${status}`) });
}

export function rowOf(page: Page, name: string): Locator {
  return page.getByRole("row").filter({ hasText: name });
}

/** The address of a demo token's page, which nobody else changes. */
export async function demoTokenPath(page: Page): Promise<string> {
  await page.goto(`${tenantUrl("contoso")}${tokensPath}?search=SIEM+alert+forwarder`);
  const address = await page.getByRole("link", { name: "SIEM alert forwarder" }).getAttribute("href");
  return address ?? "there is no such token";
}

/** Opens the question before a token is revoked. */
export async function askToRevoke(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  const question = page.getByRole("alertdialog", { name: `Revoke "${name}"?` });
  await expect(question).toBeVisible();
  return question;
}

/** Takes the Clipboard API away, as on a page that was not served securely. Call it before the page opens. */
export async function withoutClipboardApi(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, "isSecureContext", { value: false });
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
}

/** What a paste brings, in a field that is there for this question only. */
export async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    field.id = "paste-here";
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press("ControlOrMeta+V");
  // The key is answered before the browser has asked its clipboard.
  const field = page.locator("#paste-here");
  await expect(field).not.toHaveValue("");
  return field.inputValue();
}
