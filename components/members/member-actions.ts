import type { SessionRow } from "@/components/account/session-row";
import type { Action } from "@/lib/domain/action-result";
import type { InviteMemberInput, Member } from "@/lib/domain/member";
import type { Role } from "@/lib/domain/role-table";
import type { UsageImpact } from "@/lib/domain/usage-view";

/** The one-time link, as the administrator who made it sees it, once. */
export type InvitationLink = { memberName: string; url: string; expiresAt: Date };

/** A living token of somebody who is about to be deactivated. */
export type EndangeredToken = { publicId: string; name: string; lastUsedAt: Date | null };

export type EndangeredTokenList = {
  tokens: EndangeredToken[];
  total: number;
  /** Who calls with them. */
  impact: UsageImpact;
};

/** How a member signs in, before an administrator changes it. */
export type MemberSignInView = {
  sessions: SessionRow[];
  secondFactorSince: Date | null;
  recoveryCodesLeft: number;
  requiredSince: Date | null;
};

/** What the server does for the members page; the page hands it down. */
export type MemberActions = {
  invite: Action<InviteMemberInput, InvitationLink>;
  renewInvitation: Action<{ memberId: string }, InvitationLink>;
  changeRole: Action<{ memberId: string; role: Role }, void>;
  deactivate: Action<{ memberId: string }, void>;
  reactivate: Action<{ memberId: string }, void>;
  listTokens: Action<{ memberId: string }, EndangeredTokenList>;
  viewSignIn: Action<{ memberId: string }, MemberSignInView>;
  endSessions: Action<{ memberId: string }, { ended: number }>;
  resetFactor: Action<{ memberId: string }, void>;
};

export type MemberDialogKind = "role" | "deactivate" | "reactivate" | "renew" | "sessions" | "factor";

/** What every dialog about one member takes. */
export type MemberDialogProps = { member: Member; actions: MemberActions; onClose: () => void };
