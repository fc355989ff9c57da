"use client";

import { ChangeRoleDialog } from "./change-role-dialog";
import { DeactivateMemberDialog } from "./deactivate-member-dialog";
import type { MemberDialogKind, MemberDialogProps } from "./member-actions";
import { MemberSessionsDialog } from "./member-sessions-dialog";
import { ReactivateMemberDialog } from "./reactivate-member-dialog";
import { RenewInvitationDialog } from "./renew-invitation-dialog";
import { ResetFactorDialog } from "./reset-factor-dialog";

/** The dialog that a row's menu opened. */
export function MemberDialog({ kind, ...props }: MemberDialogProps & { kind: MemberDialogKind }) {
  switch (kind) {
    case "role":
      return <ChangeRoleDialog {...props} />;
    case "deactivate":
      return <DeactivateMemberDialog {...props} />;
    case "reactivate":
      return <ReactivateMemberDialog {...props} />;
    case "renew":
      return <RenewInvitationDialog {...props} />;
    case "sessions":
      return <MemberSessionsDialog {...props} />;
    case "factor":
      return <ResetFactorDialog {...props} />;
  }
}
