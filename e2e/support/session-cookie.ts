import type { Page } from "@playwright/test";

/** What the page's browser would send to its host, as one Cookie header. */
export async function cookieHeaderOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies(page.url());
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
