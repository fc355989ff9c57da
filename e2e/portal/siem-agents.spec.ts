import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../support/expect-accessible";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { endSiemAgents, startSiemAgent } from "../support/siem-agent-program";

/* The section of the SIEM agents, and the agent itself as the portal offers it, with a receiver that reads all it is sent. */

let own: OwnTenant;
let receiver: Server;
let received = "";

test.beforeEach(async () => {
  received = "";
  own = await makeOwnTenant();
  receiver = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.toString();
    });
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
});

test.afterEach(async () => {
  endSiemAgents();
  receiver.close();
  await own.close();
});

const section = "/settings/security-extensions/siem-agents";

/** Walks the wizard up to the token. */
async function addAgent(page: Page, name: string): Promise<string> {
  const main = page.getByRole("main");
  await page.goto(`${own.url}${section}`);
  await main.getByRole("link", { name: "Add SIEM agent" }).click();
  await main.getByRole("button", { name: "Next" }).click();
  await expect(main.getByText("Fill this in.")).toBeVisible();
  await main.getByLabel("Agent name").fill(name);
  await main.getByRole("button", { name: "Next" }).click();
  await main.getByLabel("Remote syslog host").fill("127.0.0.1");
  await main.getByLabel("Syslog port").fill(String((receiver.address() as AddressInfo).port));
  await main.getByRole("button", { name: "Next" }).click();
  await main.getByRole("button", { name: "Preview results" }).click();
  await expect(main.getByText("1 alerts in the last two days")).toBeVisible();
  await expectAccessible(page);
  await main.getByRole("button", { name: "Add and show token" }).click();
  return main.getByLabel("Token", { exact: true }).inputValue();
}

test("an agent that is added and started sends what arrives, shows as connected, and ends when it is deleted", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await own.raiseAlerts([{ title: "Before the agent", severity: 2 }]);
  await own.signInAs(page, "global-administrator", "Ada Administrator");
  const secret = await addAgent(page, "splunk");
  expect(secret).toMatch(/^pcs1[0-9A-Za-z]{60}$/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy token" }).click();
  const { output, ended } = await startSiemAgent(own.url, secret);
  await expect(page.getByRole("status").filter({ hasText: "The agent is connected." })).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole("button", { name: "Finish" }).click();
  const row = page.getByRole("row").filter({ hasText: "splunk" });
  await expect(row).toContainText("Connected");
  await expect.poll(() => received).toContain("Before the agent");
  expect(received).toMatch(/\|MCAS\|SIEM_Agent\|1\.0\.0\|ALERT_BUILT_IN\|Before the agent\|9\|/);

  await own.raiseAlerts([{ title: "While it runs", severity: 1 }]);
  await expect.poll(() => received, { timeout: 20_000 }).toContain("While it runs");
  expect(received.match(/Before the agent/g)).toHaveLength(1);
  await expectAccessible(page);

  await row.getByRole("link", { name: "splunk" }).click();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Everything works." })).toBeVisible({ timeout: 30_000 });
  expect(received).toContain("|PORTCULLIS_CONNECTION_TEST|Connection test|0|");
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText("Asked for by Ada Administrator")).toBeVisible();
  await page.getByRole("link", { name: "SIEM agents" }).first().click();

  await row.getByRole("button", { name: "Actions for splunk" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("127.0.0.1:");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete agent" }).click();
  await expect(page.getByRole("heading", { name: "No SIEM agent yet" })).toBeVisible();
  expect(await ended).toBe(3);
  expect(output()).toContain("Invalid token");
  expect(output()).not.toContain(secret);
});

test("what keeps an agent from its work is shown with the guide that helps", async ({ page }) => {
  test.setTimeout(240_000);
  await own.raiseAlerts([{}]);
  await own.signInAs(page, "global-administrator");
  const secret = await addAgent(page, "unreachable");
  await page.getByRole("button", { name: "Copy token" }).click();
  await page.getByRole("button", { name: "Finish" }).click();
  receiver.close();
  await startSiemAgent(own.url, secret);
  const row = page.getByRole("row").filter({ hasText: "unreachable" });
  await expect(row).toContainText("Nothing listens at the receiver’s port.", { timeout: 30_000 });

  await row.getByRole("button", { name: "Actions for unreachable" }).click();
  await page.getByRole("menuitem", { name: "Test connection" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText("The test stopped at the step “Connection to the receiver”.", {
    timeout: 45_000,
  });
  await expect(dialog.getByRole("listitem").filter({ hasText: "Connection to the receiver" })).toContainText(
    "Check port and protocol under Edit",
  );
  await expect(dialog.getByRole("listitem").filter({ hasText: "Test event sent" })).toContainText("Not tried");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.getByRole("link", { name: "Troubleshooting" }).click();
  await expect(page.getByRole("cell", { name: "Nothing listens at the receiver’s port" })).toBeVisible();
  await expectAccessible(page);
});

test("a security reader has no such section, and nothing of it answers them", async ({ page }) => {
  await own.signInAs(page, "security-reader");
  await page.goto(`${own.url}/settings/security-extensions/api-tokens`);
  await expect(page.getByRole("link", { name: "API tokens" })).toBeVisible();
  await expect(page.getByRole("link", { name: "SIEM agents" })).toHaveCount(0);
  await page.goto(`${own.url}${section}`);
  await expect(page.getByRole("main")).toContainText("Security reader");
  await expect(page.getByRole("link", { name: "Add SIEM agent" })).toHaveCount(0);
});
