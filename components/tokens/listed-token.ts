import type { ApiToken, TokenStatus } from "@/lib/domain/api-token";

/** A token as the table shows it, with the status that the server computed for it. */
export type ListedToken = Omit<ApiToken, "ownerId"> & {
  status: TokenStatus;
  /** Calls of each of the past 30 days, today last; null when there were none. */
  trend: number[] | null;
};
