/** The shape of every token that we mint; see lib/tokens/token-secret.ts. */
const secretPattern = /\bpc([usc])1([0-9A-Za-z]{12})[0-9A-Za-z]{48}\b/g;

/** Replaces each token in a text by its kind and public id, which are not secret. */
export function redact(text: string): string {
  return text.replace(secretPattern, (_match, kind: string, publicId: string) => `pc${kind}1${publicId}…[redacted]`);
}
