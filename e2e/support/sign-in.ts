import type { Page } from "@playwright/test";
import { runningPortal, tenantUrl } from "./running-portal";

/** The accounts of every demo tenant. */
export type Account = "admin" | "secadmin" | "operator" | "compliance" | "reader" | "reader2" | "discovery";

/** Signs in as a demo account on its tenant's own URL, whatever language the page speaks. */
export async function signIn(page: Page, account: Account, tenant = "contoso"): Promise<void> {
  await page.goto(`${tenantUrl(tenant)}/sign-in`);
  await page.locator('input[name="email"]').fill(`${account}@${tenant}.example`);
  await page.locator('input[name="password"]').fill(runningPortal().password);
  await page.locator('input[name="password"]').press("Enter");
  // The start page leads on to another one; a test that goes elsewhere before would be called back.
  await page.waitForURL(({ pathname }) => pathname !== "/" && !pathname.startsWith("/sign-in"));
}
