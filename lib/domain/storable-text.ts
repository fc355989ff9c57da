/** Whether text can be kept: Postgres takes neither NUL nor half of a surrogate pair, and no text of people holds them. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * The first text in a value, or name of a field, that cannot be kept, as the path to it; undefined when there is none.
 * Looks into lists and plain objects, however deep they are nested: what is still to be looked at is no call on the stack.
 */
export function pathToUnstorable(value: unknown): string | undefined {
  const waiting: { value: unknown; path: string }[] = [{ value, path: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && !isStorable(value)) return path;
    if (typeof value !== "object" || value === null) continue;
    const parts = Object.entries(value);
    if (parts.some(([key]) => !isStorable(key))) return path;
    for (const [key, part] of parts.reverse())
      waiting.push({ value: part, path: path === "" ? key : `${path}.${key}` });
  }
  return undefined;
}
