import { z } from "zod";

/** A one-time password of an authenticator app (RFC 6238): six digits, however they are grouped. */
export const oneTimePassword = z
  .string({ error: "required" })
  .transform((typed) => typed.replace(/[\s-]/g, ""))
  .pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^\d{6}$/, "oneTimePassword"),
  );

export const recoveryCodeCount = 10;
const recoveryCodeLength = 24;

/** Crockford's base 32: no letter that looks like a digit. */
const recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 120 random bits as text in four groups. */
export function recoveryCodeOf(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => recoveryAlphabet.charAt(byte % recoveryAlphabet.length)).join("");
  return characters.slice(0, recoveryCodeLength).replace(/(.{6})(?!$)/g, "$1-");
}

/** A recovery code as somebody types it, in its one form: without groups, and with look-alikes read as what they stand for. */
export const recoveryCode = z
  .string({ error: "required" })
  .transform((typed) => typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1"))
  .pipe(z.string().min(1, "required").length(recoveryCodeLength, "recoveryCode"));

/** What a person gives as their second factor. */
export const secondFactorInput = z.union([
  z.strictObject({ kind: z.literal("code"), code: oneTimePassword }),
  z.strictObject({ kind: z.literal("recovery"), code: recoveryCode }),
]);
export type SecondFactorInput = z.infer<typeof secondFactorInput>;

/** How a member stands with their second factor. */
export type SecondFactorStatus = {
  /** Since when it counts; null while there is none. */
  since: Date | null;
  recoveryCodesLeft: number;
  /** Since when the tenant requires one of everybody; null while it is each member's choice. */
  requiredSince: Date | null;
};

/** What an authenticator app needs, shown while it is being set up. */
export type SecondFactorOffer = {
  /** The secret in base 32, for those who type. */
  secret: string;
  /** `otpauth://` URI, for those who scan. */
  uri: string;
};
