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

/** What the server does for the members page; the page hands it down. */
export type MemberActions = {
  invite: Action<InviteMemberInput, InvitationLink>;
  renewInvitation: Action<{ memberId: string }, InvitationLink>;
  changeRole: Action<{ memberId: string; role: Role }, void>;
  deactivate: Action<{ memberId: string }, void>;
  reactivate: Action<{ memberId: string }, void>;
  listTokens: Action<{ memberId: string }, EndangeredTokenList>;
};

export type MemberDialogKind = "role" | "deactivate" | "reactivate" | "renew";

/** What every dialog about one member takes. */
export type MemberDialogProps = { member: Member; actions: MemberActions; onClose: () => void };
