import type { Permission } from "./role-table";

/** Who signs in with a token: software of the tenant's own, a SIEM agent, a log collector. */
export const tokenKinds = ["api", "siem-agent", "log-collector"] as const;
export type TokenKind = (typeof tokenKinds)[number];

/**
 * What an agent's token may do at most, whatever its issuer may: a SIEM agent reads what it sends on, a log collector
 * brings logs. An API token is bound by its issuer's role alone.
 */
export const agentPermissions: Record<Exclude<TokenKind, "api">, readonly Permission[]> = {
  "siem-agent": ["alert:read", "activity:read"],
  "log-collector": ["discovery:upload"],
};
