import { expect, type Page, test } from "@playwright/test";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { tokensPath } from "../support/tokens-page";

/** Each would set `window.injected`, by another way of becoming markup. */
const texts = [
  `<script>window.injected=1</script>`,
  `<img src=x onerror="window.injected=1">`,
  `"><svg onload=window.injected=1>`,
  `'><iframe srcdoc="<script>parent.injected=1</script>">`,
  `<a href="javascript:window.injected=1">x</a>`,
  `[x](javascript:window.injected=1) ![y](x" onerror="window.injected=1)`,
  `</title><script>window.injected=1</script>`,
  `{{constructor.constructor('window.injected=1')()}}`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=window.injected=1>`,
];

let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

/** Whether anything of a text became more than text. */
async function expectOnlyText(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => ({
    injected: "injected" in window,
    elements: document.querySelectorAll('img[src="x"], [onerror], [onload], iframe, math, a[href^="javascript:" i]')
      .length,
    scripts: [...document.scripts].filter(({ text }) => text.trim() === "window.injected=1").length,
  }));
  expect(found, where).toEqual({ injected: false, elements: 0, scripts: 0 });
}

test("B-10: hostile text in every stored field stays text on every page that shows it", async ({ page }) => {
  test.setTimeout(240_000);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("dialog", (dialog) => void dialog.dismiss().then(() => complaints.push("a dialog")));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`violation of ${violatedDirective} by ${blockedURI}`);
    });
  });
  const [text = ""] = texts;
  const alerts = await tenant.raiseAlerts(
    texts.map((hostile, index) => ({
      title: hostile,
      description: hostile,
      isMarkdown: index % 2 === 1,
      comment: hostile,
      policyLabel: hostile,
      resolvedByName: hostile,
    })),
  );
  await tenant.recordActivities(
    texts.map((hostile) => ({
      appName: hostile,
      description: hostile,
      userName: hostile,
      userDisplayName: hostile,
      userAgent: hostile,
      orgUnit: hostile,
      organization: hostile,
      actionType: hostile,
      country: "GB",
    })),
  );
  for (const hostile of texts) await tenant.issueToken({ owner: hostile, name: hostile });
  const policy = await tenant.addPolicy({ name: text, description: text });
  await tenant.addReport({ name: text, traffic: texts.map((user) => ({ user, sourceIp: user })) });
  await tenant.signInAs(page, "global-administrator", text);
  const paths = [
    tokensPath,
    "/alerts",
    ...alerts.map((id) => `/alerts/${id}`),
    "/activities",
    "/policies",
    `/policies/${policy}`,
    "/discovery",
    "/discovery/apps",
    "/discovery/users",
    `/discovery/users/${encodeURIComponent(text)}`,
    "/discovery/uploads",
    "/discovery/uploads/reports",
    "/settings/members",
    "/settings/audit",
    "/account",
  ];
  for (const path of paths) {
    await page.goto(tenant.url + path);
    await page.waitForLoadState("networkidle");
    await expectOnlyText(page, path);
  }
  expect(complaints.filter((line) => !line.includes("404 (Not Found)"))).toEqual([]);
});

test("B-10: what is reflected from an address stays text", async ({ page }) => {
  test.slow();
  await tenant.signInAs(page, "global-administrator");
  const places = ["/settings/members?search=", `${tokensPath}?search=`, "/policies?search=", "/nowhere/", "/alerts/"];
  for (const place of places)
    for (const hostile of texts.slice(0, 3)) {
      await page.goto(tenant.url + place + encodeURIComponent(hostile));
      await expectOnlyText(page, place + hostile);
    }
});

test("B-10: hostile text that a person types stays text: names of tokens, members, and in messages", async ({
  page,
}) => {
  await tenant.signInAs(page, "global-administrator");
  const [name = ""] = texts.slice(1);
  await page.goto(tenant.url + tokensPath);
  await page.getByRole("button", { name: "Generate new token" }).first().click();
  await page.getByLabel("Token name").fill(name);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("dialog", { name: "Token generated" })).toBeVisible();
  await expectOnlyText(page, "the generated token");
  await page.goto(`${tenant.url}/settings/members`);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite a person" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Email").fill("hostile@test.example");
  await dialog.getByRole("button", { name: "Make invitation link" }).click();
  await expect(page.getByRole("dialog", { name: "Invitation ready" })).toBeVisible();
  await expectOnlyText(page, "the invitation");
});
