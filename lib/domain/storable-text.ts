/** Whether text can be kept: Postgres takes neither NUL nor half of a surrogate pair, and no text of people holds them. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * The first text in a value, or name of a field, that cannot be kept, as the path to it; undefined when there is none.
 * Looks into lists and plain objects.
 */
export function pathToUnstorable(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return isStorable(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const found = pathToUnstorable(part, path === "" ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
