import { tokenPattern } from "../domain/token-pattern";

/** More than this are found in no honest log. */
const foundMaximum = 5_000;
const tokenLength = 64;
const whole = new RegExp(tokenPattern, "g");
/** As far as the public id, and whatever of the secret follows. */
const shown = /(pc[usc]1[0-9A-Za-z]{12})[0-9A-Za-z]+/g;

/**
 * Looks for the portal's own tokens in a text that comes piece by piece. They are what they look like only once their
 * checksums are right. Costs one search for the few letters that all tokens begin with.
 */
export class TokenScan {
  readonly #found = new Set<string>();
  /** The end of what was looked at, in which a token may have begun. */
  #end = "";

  look(piece: string): void {
    if (this.#found.size >= foundMaximum) return;
    this.#collect(this.#end + piece.slice(0, tokenLength - 1));
    this.#collect(piece);
    this.#end = (piece.length < tokenLength ? this.#end + piece : piece).slice(1 - tokenLength);
  }

  /** Texts of a token's form, each once. */
  get found(): string[] {
    return [...this.#found];
  }

  #collect(text: string): void {
    for (const [token] of text.matchAll(whole)) this.#found.add(token);
  }
}

/** A text with the secrets of tokens taken out: their public ids stay. */
export function withoutTokens(text: string): string {
  return text.replace(shown, "$1…");
}
