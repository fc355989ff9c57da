import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { enterPassword, setUpSecondFactor } from "../support/authenticator";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { callAction, outcomeOf, type ServerAction, serverActions } from "../support/server-actions";
import { cookieHeaderOf } from "../support/session-cookie";

/** What is open before a sign-in; each proves its caller by a code or a password. */
const publicActions = ["view", "accept", "create", "signIn", "signOutOfPortal"];
/** What completes a sign-in: for whoever owes the second factor, and nothing else is. */
const secondStep = ["proveSecondFactorAction"];

/** Acts that a security reader may not do, with an input that is good for whoever may. */
const beyondReaders: Record<string, (id: string) => unknown> = {
  inviteMemberAction: () => ({ email: "new@test.example", name: "New", role: "global-administrator" }),
  changeRoleAction: (memberId) => ({ memberId, role: "global-administrator" }),
  deactivateMemberAction: (memberId) => ({ memberId }),
  reactivateMemberAction: (memberId) => ({ memberId }),
  renewInvitationAction: (memberId) => ({ memberId }),
  listMemberTokensAction: (memberId) => ({ memberId }),
  viewMemberSignInAction: (memberId) => ({ memberId }),
  endMemberSessionsAction: (memberId) => ({ memberId }),
  resetSecondFactorAction: (memberId) => ({ memberId }),
  requireSecondFactorAction: () => ({ isRequired: true }),
  regenerateSiemAgentTokenAction: (id) => ({ id }),
  deleteSiemAgentAction: (id) => ({ id }),
  changeDiscoverySettingsAction: () => ({ anonymizesUsers: true }),
};

let tenant: OwnTenant;
let neighbour: OwnTenant;
const actions = serverActions();

test.beforeAll(async () => {
  [tenant, neighbour] = await Promise.all([makeOwnTenant(), makeOwnTenant()]);
});

test.afterAll(() => Promise.all([tenant.close(), neighbour.close()]));

async function expectRefusals(called: ServerAction[], cookie: string | undefined): Promise<void> {
  for (const action of called)
    for (const input of [undefined, {}, { memberId: randomUUID() }]) {
      const answer = await callAction(action, {
        tenant: tenant.slug,
        input,
        ...(cookie === undefined ? {} : { cookie }),
      });
      expect(outcomeOf(answer), action.name).toMatchObject({ ok: false, code: "unauthenticated" });
    }
}

const behindSignIn = () => actions.filter(({ name }) => !publicActions.includes(name));

test("H-07: every server action refuses strangers before it looks at what they send", async () => {
  test.slow();
  expect(actions.length).toBeGreaterThan(50);
  const before = await tenant.fingerprint();
  await expectRefusals(behindSignIn(), undefined);
  expect(await tenant.fingerprint()).toBe(before);
});

test("H-07: every server action refuses another tenant's full administrator", async ({ page }) => {
  test.slow();
  await neighbour.signInAs(page, "global-administrator");
  const cookie = await cookieHeaderOf(page);
  const before = await tenant.fingerprint();
  await expectRefusals(behindSignIn(), cookie);
  expect(await tenant.fingerprint()).toBe(before);
});

test("H-07: every server action refuses somebody who still owes the second factor, but for the one that takes it", async ({
  page,
}) => {
  test.slow();
  const person = await tenant.addMember("global-administrator", "Half Way");
  await enterPassword(page, tenant.url, person);
  await page.waitForURL(({ pathname }) => pathname !== "/" && !pathname.startsWith("/sign-in"));
  await page.goto(`${tenant.url}/account`);
  await page.getByRole("button", { name: "Set up second factor" }).click();
  await setUpSecondFactor(page);
  await page.context().clearCookies();
  await enterPassword(page, tenant.url, person);
  await expect(page.getByRole("heading", { name: "Second factor" })).toBeVisible();
  const cookie = await cookieHeaderOf(page);
  await expectRefusals(
    behindSignIn().filter(({ name }) => !secondStep.includes(name)),
    cookie,
  );
});

test("H-07: a reader's calls of what readers may not do are refused and change nothing", async ({ page }) => {
  test.slow();
  const admin = await tenant.addMember("global-administrator", "Target");
  await tenant.signInAs(page, "security-reader");
  const cookie = await cookieHeaderOf(page);
  const id = await tenant.memberIdOf(admin.email);
  const before = await tenant.fingerprint();
  const named = new Set<string>();
  for (const action of behindSignIn()) {
    const goodInput = beyondReaders[action.name];
    const answer = await callAction(action, { tenant: tenant.slug, cookie, input: goodInput ? goodInput(id) : {} });
    const outcome = outcomeOf(answer);
    expect(outcome, action.name).toMatchObject({ ok: false });
    if (!goodInput) continue;
    named.add(action.name);
    expect(outcome?.code, action.name).toBe("forbidden");
  }
  expect([...named].sort()).toEqual(Object.keys(beyondReaders).sort());
  expect(await tenant.fingerprint()).toBe(before);
});
