import { z } from "zod";

/** How a person proved who they are. */
export const signInMethods = ["password", "oidc", "invitation", "set-up"] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** Which session of which member: what the signed cookie names. */
export type SessionKey = { tenantId: string; sessionId: string; memberId: string };

/**
 * What a session opens: everything that its member may do, or nothing yet, because the member still owes their second
 * factor, or must set one up first.
 */
export type SessionStage = "open" | "second-factor" | "enrolment";

/** What the stage follows from. */
export type SessionStanding = {
  /** The member's second factor counts: it was confirmed. */
  hasSecondFactor: boolean;
  /** The tenant wants one of everybody. */
  isSecondFactorRequired: boolean;
  /** It was given in this session. */
  isSecondFactorGiven: boolean;
};

export function sessionStageOf(standing: SessionStanding): SessionStage {
  if (standing.hasSecondFactor) return standing.isSecondFactorGiven ? "open" : "second-factor";
  return standing.isSecondFactorRequired ? "enrolment" : "open";
}

/** A living session, as its member or an administrator sees it. */
export type ListedSession = {
  id: string;
  createdAt: Date;
  /** Exact to a minute. */
  lastSeenAt: Date;
  ip: string;
  userAgent: string;
  method: SignInMethod;
  isSecondFactorGiven: boolean;
  /** Whether it is the one that asks. */
  isCurrent: boolean;
};

export const sessionReference = z.strictObject({ sessionId: z.uuid("invalid") });
