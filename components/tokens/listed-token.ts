import type { ApiToken, TokenStatus } from "@/lib/domain/api-token";

/** A token as the table shows it, with the status that the server computed for it. */
export type ListedToken = Omit<ApiToken, "ownerId"> & { status: TokenStatus };
