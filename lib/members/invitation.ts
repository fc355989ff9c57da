import { mintOneTimeCode } from "../one-time-code";

/** What an administrator hands to the person: shown once, kept nowhere. */
export type Invitation = {
  memberId: string;
  memberName: string;
  code: string;
  expiresAt: Date;
};

const lifetimeDays = 7;

/** A fresh code with what the database keeps of it. */
export function mintInvitation(now: Date): {
  code: string;
  codeHash: Uint8Array<ArrayBuffer>;
  expiresAt: Date;
} {
  return {
    ...mintOneTimeCode(),
    expiresAt: new Date(now.getTime() + lifetimeDays * 24 * 60 * 60 * 1000),
  };
}
