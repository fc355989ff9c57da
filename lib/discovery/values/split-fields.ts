/**
 * Cuts a line at a one-character delimiter. A field that begins with `"` goes to the closing quote, `""` and `\"` inside
 * stand for `"`. Undefined when a quote is never closed.
 * @param mergeBlanks several delimiters in a row count as one, as in blank-aligned logs
 */
export function splitFields(line: string, delimiter: string, mergeBlanks = false): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (mergeBlanks) {
      while (line.startsWith(delimiter, at)) at += 1;
      if (at >= line.length) break;
    }
    if (line.charCodeAt(at) === 34) {
      const quoted = readQuoted(line, at);
      if (!quoted) return undefined;
      const next = line.indexOf(delimiter, quoted.end);
      const end = next < 0 ? line.length : next;
      fields.push(quoted.value + line.slice(quoted.end, end));
      at = end + 1;
    } else {
      const next = line.indexOf(delimiter, at);
      const end = next < 0 ? line.length : next;
      fields.push(line.slice(at, end));
      at = end + 1;
    }
  }
  return fields;
}

/**
 * The value of the quoted text that starts at `from`, and the index after its closing quote. A backslash escapes a quote
 * only: `CORP\jdoe` stays whole. `\"` before the delimiter-less end of the line closes (a Windows path's last character).
 */
export function readQuoted(line: string, from: number): { value: string; end: number } | undefined {
  let at = line.indexOf('"', from + 1);
  let hasEscapes = false;
  while (at >= 0) {
    const isDoubled = line.charCodeAt(at + 1) === 34;
    const isEscaped = line.charCodeAt(at - 1) === 92 && at - 1 > from && at + 1 < line.length;
    if (!isDoubled && !isEscaped) {
      const raw = line.slice(from + 1, at);
      return { value: hasEscapes ? raw.replace(/""|\\"/g, '"') : raw, end: at + 1 };
    }
    hasEscapes = true;
    at = line.indexOf('"', at + (isDoubled ? 2 : 1));
  }
  return undefined;
}
