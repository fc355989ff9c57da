import { appClient } from "@/lib/db/client";
import { withTenant } from "@/lib/db/transaction";
import { isFailure } from "@/lib/domain/failure";
import { issueSignInCode } from "@/lib/sign-in/issue-sign-in-code";
import { openSession } from "@/lib/sign-in/open-session";
import { signInWithOidc } from "@/lib/sign-in/sign-in-with-oidc";
import { makeMember, type TestMember } from "@/prisma/factories";
import { type Act, act, telling } from "./act";
import { requestOf } from "./request-parts";
import { codeOf, visitor, type World } from "./world";

const password = "quiet otter under the bridge";

/** What is done to members, and what they do to their own sign-in. */
export const actsOfPeople: readonly Act[] = [
  act("action inviteMemberAction", "member.invited", (world) => () => invite(world)),
  act("action renewInvitationAction", "member.invitation-renewed", async (world) => {
    const { id: memberId } = await invited(world);
    return () => world.act("renewInvitationAction", { memberId });
  }),
  act("action accept", "member.joined", async (world) => {
    const code = String(Object(await invite(world)).url).split("#code=")[1];
    await requestOf(world.admin);
    return () => world.visit("accept", { code, password });
  }),
  act("action changeRoleAction", "member.role-changed", async (world) => {
    const { id: memberId } = await world.person();
    return () => world.act("changeRoleAction", { memberId, role: "security-operator" });
  }),
  act("action deactivateMemberAction", "member.deactivated", async (world) => {
    const { id: memberId } = await world.person();
    return () => world.act("deactivateMemberAction", { memberId });
  }),
  act("action reactivateMemberAction", "member.reactivated", async (world) => {
    const { id: memberId } = await invited(world, { joinedAt: new Date(), deactivatedAt: new Date() });
    return () => world.act("reactivateMemberAction", { memberId });
  }),
  act("action endMemberSessionsAction", "member.sessions-ended", async (world) => {
    const { id: memberId } = await world.person();
    return () => world.act("endMemberSessionsAction", { memberId });
  }),
  act("action resetSecondFactorAction", "member.second-factor-reset", async (world) => {
    const person = await world.person();
    await world.enrol(person);
    return () => world.act("resetSecondFactorAction", { memberId: person.id });
  }),
  act("action requireSecondFactorAction", "tenant.second-factor-required", (world) => requirement(world, true)),
  act("action requireSecondFactorAction", "tenant.second-factor-optional", (world) => requirement(world, false)),
  act("action endSessionAction", "member.signed-out", async (world) => {
    const person = await world.person();
    const { sessionId } = (await world.signIn(person)).principal;
    return () => world.act("endSessionAction", { sessionId }, person);
  }),
  act("action endOtherSessionsAction", "member.sessions-ended", async (world) => {
    const person = await world.person();
    await world.signIn(person);
    return () => world.act("endOtherSessionsAction", undefined, person);
  }),
  act("action signOutEverywhereAction", "member.sessions-ended", async (world) => {
    const person = await world.person();
    return () => world.act("signOutEverywhereAction", undefined, person);
  }),
  act("action signOutOfPortal", "member.signed-out", async (world) => {
    await requestOf(await world.person());
    return () => world.visit("signOutOfPortal", undefined);
  }),
  act("action changePasswordAction", "member.password-changed", async (world) => {
    const person = await world.person("security-reader", { password });
    return () => world.act("changePasswordAction", { current: password, password: `${password} again` }, person);
  }),
  act("action removeSecondFactorAction", "member.second-factor-removed", async (world) => {
    const person = await world.person();
    await world.enrol(person);
    return () => world.act("removeSecondFactorAction", undefined, person);
  }),
  act("action renewRecoveryCodesAction", "member.recovery-codes-renewed", async (world) => {
    const person = await world.person();
    await world.enrol(person);
    return () => world.act("renewRecoveryCodesAction", undefined, person);
  }),
  act("action confirmSecondFactorAction", "member.second-factor-set-up", async (world) => {
    const person = await world.person();
    await requestOf(person);
    const { secret } = Object(await world.act("offerSecondFactorAction", undefined, person));
    return () => world.act("confirmSecondFactorAction", { code: codeOf(secret) }, person);
  }),
  act("action proveSecondFactorAction", "member.recovery-code-used", async (world) => {
    const person = await world.person();
    const { recoveryCodes } = await world.enrol(person);
    return () => world.act("proveSecondFactorAction", { kind: "recovery", code: recoveryCodes[0] }, person);
  }),
];

/** Sign-ins, and proofs of who is there that fail. */
export const actsOfSigningIn: readonly Act[] = [
  telling("action signIn", "member.sign-in-failed", async (world) => {
    const { email } = await world.person("security-reader", { password });
    await requestOf(world.admin);
    return refused(() => world.visit("signIn", { email, password: "wrong", next: "" }));
  }),
  telling("action confirmByPassword", "member.sign-in-failed", async (world) => {
    const person = await world.person("security-reader", { password });
    return refused(() => world.act("confirmByPassword", { password: "wrong" }, person));
  }),
  telling("action confirmByCode", "member.second-factor-failed", async (world) => {
    const person = await world.person();
    const { code } = await world.enrol(person);
    const wrong = code === "000000" ? "000001" : "000000";
    return refused(() => world.act("confirmByCode", { kind: "code", code: wrong }, person));
  }),
  act("use-case openSession", "member.signed-in", async (world) => {
    const code = await codeFor(world, await world.person());
    return () => openSession(visitor, { tenantId: world.tenant.id, code });
  }),
  act("use-case openSession in the place of another", "member.session-renewed", async (world) => {
    const person = await world.person();
    const code = await codeFor(world, person, person.caller.principal.sessionId);
    return () => openSession(visitor, { tenantId: world.tenant.id, code });
  }),
  act("use-case signInWithOidc of somebody invited", "member.joined", async (world) => {
    const { email } = await invited(world);
    return () => signInWithOidc(visitor, { email, isEmailVerified: true, tenantId: world.tenant.id });
  }),
  telling("use-case signInWithOidc of somebody deactivated", "member.sign-in-failed", async (world) => {
    const { email } = await invited(world, { joinedAt: new Date(), deactivatedAt: new Date() });
    return refused(() => signInWithOidc(visitor, { email, isEmailVerified: true, tenantId: world.tenant.id }));
  }),
];

let invitations = 0;

function invite(world: World): Promise<unknown> {
  invitations += 1;
  const email = `invited-${invitations}@${world.tenant.slug}.example`;
  return world.act("inviteMemberAction", { email, name: `Invited ${invitations}`, role: "security-reader" });
}

function invited(
  { tenant }: World,
  input: { joinedAt: Date | null; deactivatedAt?: Date } = { joinedAt: null },
): Promise<TestMember> {
  return makeMember(appClient(), tenant, { role: "security-reader", ...input });
}

/** Only somebody who has a second factor may require one. */
async function requirement(world: World, isRequired: boolean) {
  const person = await world.person("global-administrator");
  await world.enrol(person);
  return () => world.act("requireSecondFactorAction", { isRequired }, person);
}

function codeFor({ tenant }: World, { id: memberId }: TestMember, replacesSessionId?: string): Promise<string> {
  const proof = { tenantId: tenant.id, memberId, method: "password" as const, replacesSessionId };
  return withTenant(tenant.id, (tx) => issueSignInCode(tx, proof, new Date()));
}

/** An act that is refused, and that the log tells of: the refusal is how it ends. */
function refused(work: () => Promise<unknown>) {
  return () =>
    work().then(
      () => Promise.reject(new Error("this should have been refused")),
      (thrown: unknown) => (isFailure(thrown) ? undefined : Promise.reject(thrown)),
    );
}
