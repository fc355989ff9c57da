import { decode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "../env";

/** All that the session cookie says: who it was issued to. Role and rights are read from the database at each request. */
export const sessionClaims = z.object({
  sessionId: z.uuid(),
  memberId: z.uuid(),
  tenantId: z.uuid(),
});
export type SessionClaims = z.infer<typeof sessionClaims>;

/** Decrypts and checks a session cookie; null for anything that this installation has not made. */
export async function readSessionToken(token: string | undefined): Promise<SessionClaims | null> {
  if (!token) return null;
  try {
    return sessionClaims.parse(await decode({ token, secret: env().PORTAL_SESSION_SECRET }));
  } catch {
    // Forged, expired, or encrypted with an earlier secret: all the same to the visitor, who signs in again.
    return null;
  }
}
