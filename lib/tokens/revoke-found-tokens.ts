import { leakReportTokensMaximum } from "../domain/leak-report";
import { revokeLeakedTokens } from "./revoke-leaked-tokens";
import { parseSecret } from "./token-secret";

/**
 * Revokes tokens that the portal came upon by itself, whosever they are, as if somebody had reported them. Texts with a
 * wrong checksum are none.
 * @param foundAt what the owners are told of the place: nothing of whose it is
 * @param requestId of the job or request that found them
 * @returns how many were tokens; how many of them still worked nobody is told, as with any report
 */
export async function revokeFoundTokens(
  texts: readonly string[],
  { foundAt, requestId }: { foundAt: string; requestId: string },
  now: Date,
): Promise<number> {
  const tokens = [...new Set(texts)].filter((text) => parseSecret(text) !== null);
  const reporter = { ip: "", userAgent: "", requestId };
  for (let begin = 0; begin < tokens.length; begin += leakReportTokensMaximum)
    await revokeLeakedTokens(reporter, { tokens: tokens.slice(begin, begin + leakReportTokensMaximum), foundAt }, now);
  return tokens.length;
}
