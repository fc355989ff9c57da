import { expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";

/** What the authenticator app with this key shows now. */
function codeOf(key: string): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate();
}

/**
 * The code after the present one: unused when the present one was used, and taken until a minute from now, as from an app
 * whose clock is fast.
 */
export function nextCodeOf(key: string): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + 30_000 });
}

/** Goes through the set-up that is open on the page, and takes its recovery codes along. */
export async function setUpSecondFactor(page: Page): Promise<{ key: string; recoveryCodes: string[] }> {
  await page.getByRole("button", { name: "Show the QR code" }).click();
  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  const key = await page.getByLabel("Key", { exact: true }).inputValue();
  await page.getByLabel("2. Enter the code that the app shows").fill(codeOf(key));
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("group", { name: "Recovery codes" });
  await expect(codes).toBeVisible();
  const recoveryCodes = ((await codes.locator("code").textContent()) ?? "").split("\n");
  expect(recoveryCodes).toHaveLength(10);
  await page.getByRole("button", { name: "Copy recovery codes" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  return { key, recoveryCodes };
}

/** Enters what a person knows; where that leads is the test's to see. */
export async function enterPassword(
  page: Page,
  url: string,
  person: { email: string; password: string },
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Waits until a sign-in has led to a page behind it. */
export async function untilInside(page: Page): Promise<void> {
  await page.waitForURL(({ pathname }) => pathname !== "/" && !pathname.startsWith("/sign-in"));
}
