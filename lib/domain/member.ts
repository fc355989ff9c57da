import { z } from "zod";
import { lineOfText } from "./plain-text";
import { type Role, roles } from "./role-table";

export type MemberStatus = "invited" | "active" | "deactivated";

/** A person of one tenant. */
export type Member = {
  id: string;
  email: string;
  name: string;
  role: Role;
  status: MemberStatus;
  invitedAt: Date;
  joinedAt: Date | null;
  deactivatedAt: Date | null;
  lastSignInAt: Date | null;
  hasSecondFactor: boolean;
};

/** Computed from dates, never stored: deactivated wins, then whether the invitation was taken. */
export function memberStatusOf(member: { joinedAt: Date | null; deactivatedAt: Date | null }): MemberStatus {
  if (member.deactivatedAt !== null) return "deactivated";
  return member.joinedAt === null ? "invited" : "active";
}

/** E-mail addresses are compared in lower case and NFC; 254 is the longest that SMTP carries (RFC 5321). */
export const emailAddress = z
  .string({ error: "required" })
  .transform((value) => value.normalize("NFC").trim().toLowerCase())
  .pipe(z.email("email").max(254, "tooLong"));

/** A new password: long rather than complicated (OWASP ASVS 5.0, 6.2.1, 6.2.5 and 6.2.9). */
export const passwordMinimum = 15;
export const newPassword = z.string({ error: "required" }).min(passwordMinimum, "passwordShort").max(256, "tooLong");

export const inviteMemberInput = z.strictObject({ email: emailAddress, name: lineOfText(120), role: z.enum(roles) });
export type InviteMemberInput = z.infer<typeof inviteMemberInput>;

export const memberId = z.uuid("invalid");
export const changeRoleInput = z.strictObject({ memberId, role: z.enum(roles) });
export type ChangeRoleInput = z.infer<typeof changeRoleInput>;

/** One member, as a dialog names them. */
export const memberReference = z.strictObject({ memberId });

/** What a list of members is asked for. Anything unreadable falls back to the first page of everybody. */
export const listMembersInput = z.object({
  search: z.string().trim().max(256).catch("").default(""),
  after: z.string().max(1024).optional().catch(undefined),
  before: z.string().max(1024).optional().catch(undefined),
});
export type ListMembersInput = z.infer<typeof listMembersInput>;
