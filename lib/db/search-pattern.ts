/** A LIKE pattern that finds a text anywhere, its own percent signs and underscores taken literally. */
export function partOf(text: string): string {
  return `%${text.normalize("NFC").replace(/[\\%_]/g, "\\$&")}%`;
}
