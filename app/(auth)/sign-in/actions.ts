"use server";

import { z } from "zod";
import type { IdentityChoice } from "@/components/identity/identity-actions";
import type { SignInOutcome } from "@/components/sign-in/sign-in-form";
import { oneTimePassword, secondFactorInput } from "@/lib/domain/second-factor";
import { confirmIdentity, identityWays } from "@/lib/sign-in/confirm-identity";
import { confirmSecondFactor, offerSecondFactor } from "@/lib/sign-in/enrol-second-factor";
import { proveSecondFactor } from "@/lib/sign-in/prove-second-factor";
import { passwordSignInInput, signInWithPassword } from "@/lib/sign-in/sign-in-with-password";
import { publicAction, stageAction } from "@/lib/web/action";
import { continueUrl, oidcConfirmUrl } from "@/lib/web/hand-over";
import { oidcSettings } from "@/lib/web/oidc";
import { portalHost } from "@/lib/web/tenant-host";

/** Checks e-mail and password at the called host; what opens the session goes to the browser that asked. */
export const signIn = publicAction(
  passwordSignInInput.extend({ next: z.string().max(2048) }),
  async ({ next, ...credentials }, visitor): Promise<SignInOutcome> => {
    const host = await portalHost();
    const tenantId = host.kind === "tenant" ? host.tenant.id : null;
    const proven = await signInWithPassword(visitor, {
      ...credentials,
      tenantId,
    });
    if (host.kind === "tenant") return { kind: "here", code: proven.code };
    return { kind: "elsewhere", url: continueUrl(proven, next) };
  },
);

/** Completes a sign-in with the second factor; the answer opens the session that everything is open to. */
export const proveSecondFactorAction = stageAction(["second-factor"], secondFactorInput, proveSecondFactor);

/** Offers a key for the authenticator app, to those who want one and to those who must have one first. */
export const offerSecondFactorAction = stageAction(["open", "enrolment"], z.undefined(), async (caller) => {
  const host = await portalHost();
  const { memberEmail, tenantSlug } = caller.principal;
  const name = host.kind === "tenant" ? host.tenant.name : tenantSlug;
  return offerSecondFactor(caller, { issuer: `Portcullis ${name}`, account: memberEmail });
});

/** Makes the offered key count. Its answer is the only place where the recovery codes ever appear. */
export const confirmSecondFactorAction = stageAction(
  ["open", "enrolment"],
  z.strictObject({ code: oneTimePassword }),
  confirmSecondFactor,
);

/** By what the person can prove again who they are. */
export const listIdentityWays = stageAction(["open", "enrolment"], z.undefined(), async (caller) => {
  const provider = oidcSettings();
  const choice: IdentityChoice = {
    ...(await identityWays(caller)),
    provider: provider && { name: provider.name, url: oidcConfirmUrl(caller.principal.tenantSlug) },
  };
  return choice;
});

export const confirmByPassword = stageAction(
  ["open", "enrolment"],
  passwordSignInInput.pick({ password: true }),
  confirmIdentity,
);

export const confirmByCode = stageAction(
  ["open"],
  z.strictObject({ kind: z.literal("code"), code: oneTimePassword }),
  proveSecondFactor,
);
