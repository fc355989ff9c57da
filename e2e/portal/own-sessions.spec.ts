import { expect, test } from "@playwright/test";
import { enterPassword, untilInside } from "../support/authenticator";
import { httpCall } from "../support/http-call";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { tenantUrl } from "../support/running-portal";
import { cookieHeaderOf } from "../support/session-cookie";
import { tokensPath } from "../support/tokens-page";

const sessionName = "__Host-portcullis.session";
let tenant: OwnTenant;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
});

test.afterAll(() => tenant.close());

test("B-01: the session cookie is __Host-, Secure, HttpOnly, SameSite and has no Domain, as the server sends it", async ({
  page,
}) => {
  const sent: string[] = [];
  page.on("response", async (response) => {
    const headers = await response.headersArray().catch(() => []);
    for (const { name, value } of headers) if (name.toLowerCase() === "set-cookie") sent.push(value);
  });
  await tenant.signInAs(page, "security-reader");
  await expect.poll(() => sent.filter((line) => line.startsWith(sessionName)).length).toBeGreaterThan(0);
  for (const line of sent) {
    expect(line).toMatch(/^__Host-portcullis\./);
    expect(line).toMatch(/; Path=\/(;|$)/);
    expect(line).toMatch(/; Secure/);
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Lax/i);
    expect(line).not.toMatch(/; Domain/i);
  }
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");
});

test("B-02: signing in again in the same browser makes another session, and the first is dead at the server", async ({
  page,
}) => {
  const person = await tenant.addMember("security-reader");
  await enterPassword(page, tenant.url, person);
  await untilInside(page);
  const first = await cookieHeaderOf(page);
  const ask = (cookie: string) =>
    httpCall({ path: tokensPath, secret: null, tenant: tenant.slug, headers: [["Cookie", cookie]] });
  expect((await ask(first)).status).toBe(200);
  // The sign-in page leads on whoever is signed in, so the form belongs to a page that was opened before.
  await page.context().clearCookies();
  await page.goto(`${tenant.url}/sign-in`);
  // Browsers keep a __Host- cookie of plain HTTP for *.localhost; whoever plants one by hand must name a secure address.
  const secureUrl = tenant.url.replace("http:", "https:");
  await page.context().addCookies(
    first.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: secureUrl, secure: true };
    }),
  );
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await untilInside(page);
  expect((await ask(await cookieHeaderOf(page))).status).toBe(200);
  expect((await ask(first)).status).toBe(307);
});

test("B-03: a person ends another session by hand, changes the password, and signs out everywhere", async ({
  page,
  browser,
}) => {
  test.slow();
  const person = await tenant.addMember("security-reader", "Many Devices");
  const other = await (await browser.newContext({ locale: "en-US" })).newPage();
  for (const one of [page, other]) {
    await enterPassword(one, tenant.url, person);
    await untilInside(one);
  }
  await page.goto(`${tenant.url}/account`);
  const endOther = page.getByRole("button", { name: /^End session: / });
  await expect(endOther).toHaveCount(1);
  await endOther.click();
  await expect(endOther).toHaveCount(0);
  await other.goto(`${tenant.url}${tokensPath}`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);

  await enterPassword(other, tenant.url, person);
  await untilInside(other);
  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  const change = async (current: string, next: string) => {
    await dialog.getByLabel("Present password").fill(current);
    await dialog.getByLabel("New password", { exact: true }).fill(next);
    await dialog.getByRole("button", { name: "Change password" }).click();
  };
  await change(person.password, "passwordpassword1");
  await expect(dialog.getByText(/easy to guess/)).toBeVisible();
  await change("not the password at all", "six green herons over water");
  await expect(dialog.getByText("The password is wrong.")).toBeVisible();
  await change(person.password, "six green herons over water");
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await other.goto(`${tenant.url}${tokensPath}`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);

  await enterPassword(other, tenant.url, { email: person.email, password: "six green herons over water" });
  await untilInside(other);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL(`${tenant.url}/sign-in`);
  await other.goto(`${tenant.url}${tokensPath}`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.context().close();
});

test("B-03: a full administrator sees where a member is signed in, and ends it", async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage();
  await tenant.signInAs(other, "security-operator", "Session Holder");
  await tenant.signInAs(page, "global-administrator");
  await page.goto(`${tenant.url}/settings/members?search=Session+Holder`);
  await page.getByRole("button", { name: "Actions for Session Holder" }).click();
  await page.getByRole("menuitem", { name: "Sessions…" }).click();
  const dialog = page.getByRole("dialog", { name: "Sessions of Session Holder" });
  await expect(dialog).toContainText("127.0.0.1");
  await dialog.getByRole("button", { name: "End all sessions" }).click();
  await expect(page.getByText("1 session of Session Holder has ended")).toBeVisible();
  await other.goto(`${tenant.url}${tokensPath}`);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.context().close();
});

test("B-07: a sibling's page can neither plant a session here nor read what the session opens", async ({ page }) => {
  await tenant.signInAs(page, "security-reader");
  const before = (await page.context().cookies(tenant.url)).find(({ name }) => name === sessionName)?.value;
  await page.goto(`${tenantUrl("fabrikam")}/sign-in`);
  const own = new URL(tenant.url);
  await page.evaluate(
    ({ name, host }) => {
      for (const domain of ["", "; domain=localhost", `; domain=${host}`, "; domain=.localhost"])
        for (const path of ["/", "/settings"])
          for (const cookie of [name, "portcullis.session", "__Secure-portcullis.session"]) {
            // biome-ignore lint/suspicious/noDocumentCookie: what an attacker's page would do
            document.cookie = `${cookie}=planted; path=${path}; secure${domain}`;
          }
    },
    { name: sessionName, host: own.hostname },
  );
  const read = await page.evaluate(async (url) => {
    const answer = await fetch(url, { credentials: "include", mode: "cors" }).then(
      () => "readable",
      () => "refused",
    );
    const opaque = await fetch(url, { credentials: "include", mode: "no-cors" }).then(
      (response) => response.type,
      () => "refused",
    );
    return { answer, opaque };
  }, `${tenant.url}${tokensPath}`);
  expect(read.answer).toBe("refused");
  expect(["opaque", "refused"]).toContain(read.opaque);
  const after = await page.context().cookies(tenant.url);
  expect(after.filter(({ name }) => name === sessionName).map(({ value }) => value)).toEqual([before]);
  await page.goto(`${tenant.url}${tokensPath}`);
  await expect(page.getByRole("heading", { name: "API tokens" })).toBeVisible();
});
