import { expect, test } from "@playwright/test";
import { endpointGroups } from "@/lib/api-contract/endpoint";
import { endpointList, endpoints } from "@/lib/api-contract/v1";
import { tenantUrl } from "../support/running-portal";

test("the API documentation prints every endpoint with its permission and a call to the reader's own tenant", async ({
  page,
}) => {
  await page.goto(`${tenantUrl("fabrikam")}/help/api`);
  await expect(page.getByRole("heading", { level: 1, name: "API documentation" })).toBeVisible();
  await expect(page.getByLabel("API base URL", { exact: true })).toHaveValue(`${tenantUrl("fabrikam")}/api/v1`);
  const contents = page.getByRole("navigation", { name: "Endpoints" });
  for (const group of endpointGroups) {
    await contents.getByRole("link", { name: group, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: `API documentation: ${group}` })).toBeVisible();
    for (const { title, path, access, example } of endpointList.filter((endpoint) => endpoint.group === group)) {
      const section = page.getByRole("region", { name: title, exact: true });
      await expect(section).toContainText(path);
      if (access.includes(":")) await expect(section).toContainText(access);
      await expect(section).toContainText(`curl '${tenantUrl("fabrikam")}${example.path}'`);
    }
  }
});

test("a link in the contents leads to one endpoint, on the page of its group; a group that is none is not found", async ({
  page,
}) => {
  await page.goto(`${tenantUrl("contoso")}/help/api`);
  const contents = page.getByRole("navigation", { name: "Endpoints" });
  await contents.getByRole("link", { name: endpoints.openUpload.title, exact: true }).click();
  await expect(page).toHaveURL(/\/help\/api\/cloud-discovery#openUpload$/);
  await expect(page.getByRole("region", { name: endpoints.openUpload.title, exact: true })).toBeInViewport();
  const missing = await page.goto(`${tenantUrl("contoso")}/help/api/nothing`);
  expect(missing?.status()).toBe(404);
});

test("the documentation's link for programs is the OpenAPI description", async ({ page }) => {
  await page.goto(`${tenantUrl("contoso")}/help/api`);
  const link = page.getByRole("link", { name: "OpenAPI 3.1" });
  await expect(link).toHaveAttribute("href", "/api/v1/openapi.json");
  await link.click();
  await expect(page.locator("body")).toContainText('"openapi":"3.1.0"');
});
