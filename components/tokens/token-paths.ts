export const tokensPath = "/settings/security-extensions/api-tokens";

/** Answers whether a token was called yet: `{ firstCall: TokenUse | null }`, times as ISO 8601. */
export function firstCallPath(publicId: string): string {
  return `${tokensPath}/${publicId}/first-call`;
}

/** The heading of the page takes the focus when what had it is gone. */
export const tokensHeadingId = "api-tokens-heading";
