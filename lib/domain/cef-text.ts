/** A header field ends at a pipe and cannot hold a line break in any spelling. */
export function cefHeader(text: string): string {
  return text.replace(/[\\|]/g, "\\$&").replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/**
 * A value ends where the next `key=` begins. Breaks are written as the two letters `\n` or `\r`; whatever else a receiver
 * may take for the end of a line becomes a space, so that no event can pretend to be two.
 */
export function cefValue(text: string): string {
  return text
    .replace(/[\\=]/g, "\\$&")
    .replace(/\r/g, "\\r")
    .replace(/\n/g, "\\n")
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}
