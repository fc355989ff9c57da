"use server";

import { z } from "zod";
import type { EndangeredToken, InvitationLink } from "@/components/members/member-actions";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";
import { changeRoleInput, inviteMemberInput, memberReference } from "@/lib/domain/member";
import { changeRole } from "@/lib/members/change-role";
import { deactivateMember } from "@/lib/members/deactivate-member";
import type { Invitation } from "@/lib/members/invitation";
import { inviteMember } from "@/lib/members/invite-member";
import { reactivateMember } from "@/lib/members/reactivate-member";
import { renewInvitation } from "@/lib/members/renew-invitation";
import { endMemberSessions, resetSecondFactor, viewMemberSignIn } from "@/lib/sign-in/member-sign-in";
import { requireSecondFactor } from "@/lib/sign-in/require-second-factor";
import { tenantOrigin } from "@/lib/tenants/tenant-url";
import { listOwnedTokens } from "@/lib/tokens/list-owned-tokens";
import { previewDeactivation } from "@/lib/tokens/preview-deactivation";
import { memberAction } from "@/lib/web/action";
import { browserOf } from "@/lib/web/browser-of";

export const inviteMemberAction = memberAction(inviteMemberInput, async (caller, input) =>
  linkOf(caller, await inviteMember(caller, input)),
);

export const renewInvitationAction = memberAction(memberReference, async (caller, input) =>
  linkOf(caller, await renewInvitation(caller, input)),
);

export const changeRoleAction = memberAction(changeRoleInput, changeRole);

export const deactivateMemberAction = memberAction(memberReference, deactivateMember);

export const reactivateMemberAction = memberAction(memberReference, reactivateMember);

/** What stops working with the member: their living tokens, no more of them than the dialog shows, and who calls. */
export const listMemberTokensAction = memberAction(memberReference, async (caller, input) => {
  const impact = await previewDeactivation(caller, input);
  const { tokens, total } = await listOwnedTokens(caller, input);
  return {
    total,
    impact,
    tokens: tokens.map(
      ({ publicId, name, lastUse }): EndangeredToken => ({ publicId, name, lastUsedAt: lastUse?.at ?? null }),
    ),
  };
});

export const viewMemberSignInAction = memberAction(memberReference, async (caller, input) => {
  const { sessions, ...rest } = await viewMemberSignIn(caller, input);
  return { ...rest, sessions: sessions.map((session) => ({ ...session, client: browserOf(session.userAgent) })) };
});

export const endMemberSessionsAction = memberAction(memberReference, (caller, input) =>
  endMemberSessions(caller, input),
);

export const resetSecondFactorAction = memberAction(memberReference, (caller, input) =>
  resetSecondFactor(caller, input),
);

export const requireSecondFactorAction = memberAction(z.strictObject({ isRequired: z.boolean() }), (caller, input) =>
  requireSecondFactor(caller, input),
);

/** The code travels in the fragment, which browsers send to no server. */
function linkOf(caller: Caller<MemberPrincipal>, invitation: Invitation): InvitationLink {
  const { memberName, code, expiresAt } = invitation;
  return { memberName, url: `${tenantOrigin(caller.principal.tenantSlug)}/invitation#code=${code}`, expiresAt };
}
