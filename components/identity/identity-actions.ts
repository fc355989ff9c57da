import type { Action } from "@/lib/domain/action-result";

/** By what the person can prove who they are. */
export type IdentityChoice = {
  password: boolean;
  code: boolean;
  /** The provider that they may be sent to again; null where the installation has none. */
  provider: { name: string; url: string } | null;
};

/** What the server does for the question who is there; each answer is the code that opens the renewed session. */
export type IdentityActions = {
  listWays: Action<undefined, IdentityChoice>;
  byPassword: Action<{ password: string }, { code: string }>;
  byCode: Action<{ kind: "code"; code: string }, { code: string }>;
};
