import { expect, type Page, test } from "@playwright/test";
import {
  type HostilePost,
  type HostileSite,
  hostilePage,
  serveHostileSite,
  watchPosts,
  waysToPost,
} from "../support/hostile-site";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { serverActions } from "../support/server-actions";
import { tokensPath } from "../support/tokens-page";

let tenant: OwnTenant;
let posts: HostilePost[];
let site: HostileSite;

test.beforeAll(async () => {
  tenant = await makeOwnTenant();
  posts = [
    actionPost("generateTokenAction", tokensPath, { name: "planted" }),
    // React's word for an input that is not there.
    actionPost("signOutEverywhereAction", "/account", "$undefined"),
    // A form whose body reads as JSON.
    {
      url: `${tenant.url}/api/v1/alerts/close_benign/`,
      encoding: "text/plain",
      fields: { '{"filters":{},"comment":"': '"}' },
    },
  ];
  site = await serveHostileSite(hostilePage(posts, `${tenant.url}${tokensPath}`));
});

test.afterAll(async () => {
  await site.close();
  await tenant.close();
});

/**
 * What React takes for the call of a server action from a page without scripts: its input is bound in the form's fields,
 * and no header is needed.
 */
function actionPost(name: string, path: string, input: unknown): HostilePost {
  const action = serverActions().find((one) => one.name === name);
  if (action === undefined) throw new Error(`the build has no ${name}`);
  const fields = {
    $ACTION_REF_1: "",
    "$ACTION_1:0": JSON.stringify({ id: action.id, bound: "$@1" }),
    "$ACTION_1:1": JSON.stringify([input]),
  };
  return { url: `${tenant.url}${path}`, encoding: "multipart/form-data", fields };
}

const places = [
  // Below the tenant's own host, and so of the same site: a browser sends the session along.
  { name: "of the same site", hostname: () => `evil.${new URL(tenant.url).hostname}`, isSameSite: true },
  { name: "of another site", hostname: () => "evil.localhost", isSameSite: false },
];

for (const { name, hostname, isSameSite } of places)
  test(`B-08: a page ${name} changes nothing by forms, without CORS or from a sandbox, and frames nothing`, async ({
    page,
  }) => {
    test.slow();
    await tenant.signInAs(page, "global-administrator");
    await tenant.raiseAlerts([{ isDiscovery: false }]);
    const before = await tenant.fingerprint();
    const answers = watchPosts(page, tenant.url);
    await page.goto(site.urlFor(hostname()));
    await expect.poll(() => answers.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(posts.length * waysToPost);
    expect(await tenant.fingerprint()).toBe(before);

    const shown = answers.filter(({ status }) => status !== null);
    expect(shown).toHaveLength((posts.length * waysToPost) / 2);
    for (const { path, status } of shown) expect(path.startsWith("/api/") ? [401] : [403], path).toContain(status);
    const origins = new Set(shown.map(({ origin }) => origin));
    expect(origins).toEqual(new Set([new URL(page.url()).origin, "null"]));
    expect(answers.some(({ hasSession }) => hasSession)).toBe(isSameSite);
    await expect.poll(() => page.frame("framed")?.url()).toBe("chrome-error://chromewebdata/");
  });

test("B-08: the same form of the portal's own page is an act, so that it is the sender who is refused", async ({
  page,
}) => {
  await tenant.signInAs(page, "global-administrator");
  const before = await tenant.fingerprint();
  await page.goto(`${tenant.url}${tokensPath}`);
  expect(await send(page, posts[0])).toBe(200);
  expect(await tenant.fingerprint()).not.toBe(before);
});

function send(page: Page, post: HostilePost | undefined): Promise<number> {
  return page.evaluate(async (sent) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(sent?.fields ?? {})) form.append(name, value);
    return (await fetch(sent?.url ?? "", { method: "POST", body: form })).status;
  }, post);
}
