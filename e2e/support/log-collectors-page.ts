import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./expect-accessible";

/** Of the log collectors, below a tenant's own URL. */
export const section = "/settings/log-collectors";

/** @param logType of the log source, as the list of sources has it; Squid unless told */
export async function addDataSource(
  page: Page,
  url: string,
  name: string,
  receiver: string,
  logType = "114",
): Promise<void> {
  await page.goto(`${url}${section}/data-sources`);
  await page.getByRole("button", { name: "Add data source" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Source", { exact: true }).selectOption(logType);
  await dialog.getByLabel("Receiver").selectOption({ label: receiver });
  await dialog.getByRole("button", { name: "Add data source" }).click();
  await expect(dialog).toBeHidden();
}

/** Walks the wizard up to the token, past what is wrong on each step. */
export async function addCollector(page: Page, url: string, name: string, sources: string[]): Promise<string> {
  const main = page.getByRole("main");
  await page.goto(`${url}${section}`);
  await main.getByRole("link", { name: "Add log collector" }).click();
  await main.getByLabel("Collector name").fill("not a name");
  await main.getByRole("button", { name: "Next" }).click();
  await expect(main.getByLabel("Collector name")).toHaveAccessibleDescription(/Begin with a letter or digit/);
  await main.getByLabel("Collector name").fill(name);
  await main.getByLabel("Host name or IP address").fill("192.0.2.7");
  await main.getByRole("button", { name: "Next" }).click();
  await main.getByRole("button", { name: "Add and show token" }).click();
  await expect(main.getByText("Choose at least one data source.")).toBeVisible();
  for (const source of sources) await main.getByRole("checkbox", { name: source }).check();
  await expectAccessible(page);
  await main.getByRole("button", { name: "Add and show token" }).click();
  return main.getByLabel("Token", { exact: true }).inputValue();
}
