"use server";

import { z } from "zod";
import { newPassword } from "@/lib/domain/member";
import { sessionReference } from "@/lib/domain/session";
import { changePassword } from "@/lib/sign-in/change-password";
import { removeSecondFactor, renewRecoveryCodes } from "@/lib/sign-in/own-second-factor";
import { endOwnSession, endOwnSessions } from "@/lib/sign-in/own-sessions";
import { passwordSignInInput } from "@/lib/sign-in/sign-in-with-password";
import { memberAction } from "@/lib/web/action";
import { forgetSession } from "@/lib/web/session";

const nothing = z.undefined();

export const endSessionAction = memberAction(sessionReference, (caller, input) => endOwnSession(caller, input));

export const endOtherSessionsAction = memberAction(nothing, (caller) =>
  endOwnSessions(caller, { isEverywhere: false }),
);

export const signOutEverywhereAction = memberAction(nothing, async (caller) => {
  await endOwnSessions(caller, { isEverywhere: true });
  await forgetSession();
});

export const changePasswordAction = memberAction(
  z.strictObject({ current: passwordSignInInput.shape.password, password: newPassword }),
  (caller, input) => changePassword(caller, input),
);

export const removeSecondFactorAction = memberAction(nothing, (caller) => removeSecondFactor(caller));

/** Its answer is the only place where the new recovery codes ever appear. */
export const renewRecoveryCodesAction = memberAction(nothing, (caller) => renewRecoveryCodes(caller));
