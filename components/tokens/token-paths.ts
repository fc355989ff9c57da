export const tokensPath = "/settings/security-extensions/api-tokens";

/** The page of one token. */
export function tokenPath(publicId: string): string {
  return `${tokensPath}/${publicId}`;
}

/** Answers whether a token was called yet: `{ firstCall: TokenUse | null }`, times as ISO 8601. */
export function firstCallPath(publicId: string): string {
  return `${tokenPath(publicId)}/first-call`;
}

/** The heading of the page takes the focus when what had it is gone. */
export const tokensHeadingId = "api-tokens-heading";

/** The main action of the page, which is always there: the focus returns to it when a token was generated. */
export const generateButtonId = "generate-token";
