import { expect, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { httpCall } from "../support/http-call";
import { addCollector, addDataSource, section } from "../support/log-collectors-page";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";

/* The section of the log collectors, from the first data source to the collector's end. */

let own: OwnTenant;

test.beforeEach(async () => {
  own = await makeOwnTenant();
});

test.afterEach(() => own.close());

function call(secret: string, step: string, body?: object) {
  const path = `/api/v1/agents/log-collector/self/${step}`;
  return httpCall({ method: body ? "POST" : "GET", path, secret, tenant: own.slug, ...(body && { body }) });
}

test("a collector that is added shows its token once, turns to connected by itself, and is refused when it is deleted", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await own.signInAs(page, "global-administrator", "Ada Administrator");
  await addDataSource(page, own.url, "proxy-taipei", "Syslog UDP");
  await addDataSource(page, own.url, "proxy-tainan", "FTP");
  const secret = await addCollector(page, own.url, "taipei", ["proxy-taipei", "proxy-tainan"]);
  expect(secret).toMatch(/^pcc1[0-9A-Za-z]{60}$/);
  const ports = page.getByRole("table", { name: "Where devices send their logs" });
  await expect(ports).toContainText("192.0.2.7:514");
  await expect(ports).toContainText("Folder proxy-tainan; passive ports 20000–20099");
  await page.getByRole("tab", { name: "Docker" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("-p 514:514/udp");
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export the expected configuration" }).click();
  expect((await download).suggestedFilename()).toBe("taipei-configuration.csv");
  await page.getByRole("button", { name: "Copy token" }).click();

  const configuration = JSON.parse((await call(secret, "")).text);
  const report = (lines: number) => ({
    ...{ collectorVersion: "1.0.0", hostName: "collector01", instanceId: "one", configurationVersion: 1 },
    ...{ freeDiskBytes: 10 ** 12, fault: null, faultDetail: null },
    dataSources: configuration.dataSources.map(({ id, name }: { id: string; name: string }) => ({
      ...{ id, linesReceived: lines, bytesReceived: lines * 100, bytesWaiting: 0, linesDropped: 0 },
      lastReceivedAt: lines > 0 && name === "proxy-taipei" ? Date.now() : null,
      ...{ fault: name === "proxy-tainan" ? "port-forbidden" : null, faultDetail: null },
    })),
  });
  expect((await call(secret, "report/", report(0))).status).toBe(200);
  await expect(page.getByRole("status").filter({ hasText: "The collector is connected." })).toBeVisible();
  await page.getByRole("button", { name: "Finish" }).click();
  const row = page.getByRole("row").filter({ hasText: "taipei" });
  await expect(row).toContainText("Healthy");
  await call(secret, "report/", report(5_000));
  await expect(row).toContainText("1 of 2 sources without data for 24 hours.", { timeout: 20_000 });
  await expect(row).toContainText("proxy-tainan: It may not open a port below 1024.");
  await expect(row).toContainText("1 MB");
  await expectAccessible(page);

  await row.getByRole("button", { name: "Actions for taipei" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("It brings the logs of proxy-tainan and proxy-taipei: 10,000 lines so far");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete collector" }).click();
  await expect(page.getByRole("heading", { name: "No log collector yet" })).toBeVisible();
  expect((await call(secret, "report/", report(5_000))).status).toBe(401);
});

test("whoever looks for a collector's token among the API tokens is told where it lives, and finds the way there", async ({
  page,
}) => {
  await own.signInAs(page, "global-administrator");
  await addDataSource(page, own.url, "proxy-taipei", "Syslog TCP");
  await addCollector(page, own.url, "taipei", ["proxy-taipei"]);
  await page.getByRole("button", { name: "Copy token" }).click();
  await page.getByRole("button", { name: "Finish" }).click();
  await page.goto(`${own.url}/settings/security-extensions/api-tokens?search=TAIPEI`);
  const found = page.getByRole("status").filter({ hasText: "The log collector taipei has a token of another kind" });
  await expect(found).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "taipei" })).toHaveCount(0);
  await found.getByRole("link", { name: "Log collectors" }).click();
  await expect(page.getByRole("row").filter({ hasText: "taipei" })).toContainText("Created");
  await page.getByRole("link", { name: "Data sources" }).click();
  const source = page.getByRole("row").filter({ hasText: "proxy-taipei" });
  await expect(source).toContainText("Received by taipei");
  await source.getByRole("button", { name: "Actions for proxy-taipei" }).click();
  await page.getByRole("menuitem", { name: "View sample" }).click();
  await expect(page.getByRole("dialog")).toContainText("HTTP/1.1");
  await expectAccessible(page);
});

test("a collector's ports, host and sources are changed while it runs, and two sources never share a port", async ({
  page,
}) => {
  await own.signInAs(page, "discovery-global-administrator");
  await addDataSource(page, own.url, "a", "Syslog TCP");
  await addDataSource(page, own.url, "b", "Syslog TLS");
  const secret = await addCollector(page, own.url, "taipei", ["a", "b"]);
  await page.getByRole("button", { name: "Copy token" }).click();
  await page.getByRole("button", { name: "Finish" }).click();
  await page.getByRole("link", { name: "taipei", exact: true }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Port of b").fill("601");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByLabel("Port of b")).toHaveAccessibleDescription(/Another source listens on this port/);
  await page.getByLabel("Port of b").fill("7514");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("taipei was changed.")).toBeVisible();
  const { version, dataSources } = JSON.parse((await call(secret, "")).text);
  expect(version).toBe(2);
  expect(dataSources.map(({ port }: { port: number }) => port)).toEqual([601, 7514]);
});

test("who may read the settings sees the data sources, and nothing of the collectors", async ({ page }) => {
  await own.signInAs(page, "compliance-administrator");
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Log collectors" }).click();
  await expect(page.getByRole("heading", { name: "No data source yet" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Log collectors" })).toHaveCount(0);
  await page.goto(`${own.url}${section}`);
  await expect(page.getByRole("heading", { name: "Your role does not open this page" })).toBeVisible();
});
