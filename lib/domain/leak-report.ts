import { z } from "zod";
import { optionalParagraphs } from "./plain-text";

export const leakReportTokensMaximum = 500;
const textMaximum = 512;
const placeMaximum = 500;
const scheme = /^secret-token:/i;

/** What somebody reports who found tokens. */
export const leakReport = z.object({
  tokens: z
    .array(z.string().max(textMaximum))
    .min(1)
    .max(leakReportTokensMaximum)
    .describe("The tokens as they were found, or as secret-token: URIs"),
  foundAt: optionalParagraphs(placeMaximum).nullish().describe("Where they were found, such as an address; optional"),
});
export type LeakReport = z.output<typeof leakReport>;

/** The secret in a reported text: the text itself, or what its `secret-token:` URI (RFC 8959) carries. */
export function reportedSecret(text: string): string {
  const trimmed = text.trim();
  if (!scheme.test(trimmed)) return trimmed;
  const encoded = trimmed.replace(scheme, "");
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
