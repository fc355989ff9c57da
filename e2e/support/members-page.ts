import { type Browser, expect, type Page } from "@playwright/test";
import { tenantUrl } from "./running-portal";

/** Long enough for every account that a test makes; it opens nothing but that test's own tenant data. */
const password = "a long enough passphrase for a test";

export async function openMembers(page: Page, query = ""): Promise<void> {
  await page.goto(`${tenantUrl("contoso")}/settings/members${query}`);
  await expect(page.getByRole("heading", { name: "Manage admin access" })).toBeVisible();
}

/** Opens an act on a member from the list that the member's name filters. */
export async function askFor(page: Page, name: string, action: string): Promise<void> {
  await openMembers(page, `?search=${encodeURIComponent(name)}`);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Invites a person as an administrator does; the link is what they would be sent. */
export async function invite(page: Page, person: { name: string; email: string; role: string }): Promise<string> {
  await openMembers(page);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite a person" });
  await dialog.getByLabel("Name").fill(person.name);
  await dialog.getByLabel("Email").fill(person.email);
  await dialog.getByLabel("Role").selectOption({ label: person.role });
  await dialog.getByRole("button", { name: "Make invitation link" }).click();
  const ready = page.getByRole("dialog", { name: "Invitation ready" });
  const link = await ready.getByLabel("Invitation link", { exact: true }).inputValue();
  await ready.getByRole("button", { name: "Done" }).click();
  return link;
}

/** Joins through an invitation in a browser of the person's own, and leaves them signed in. */
export async function join(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "en-US" })).newPage();
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Join and sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/invitation") && !url.pathname.startsWith("/sign-in"));
  return page;
}

/** Tries to sign in with a joined person's password, on the tenant's host. */
export async function trySignIn(page: Page, email: string): Promise<void> {
  await page.goto(`${tenantUrl("contoso")}/sign-in`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
