import { readQuoted } from "./split-fields";

/** Keys as written. The first value of a repeated key stays. */
export type KeyValues = ReadonlyMap<string, string>;

/**
 * Reads `key=value key="quoted value" …`. Words without `=` are passed over. Undefined when a quote is never closed.
 * @param delimiter between pairs, one character; a blank by default
 */
export function readKeyValues(text: string, delimiter = " ", separator = "="): KeyValues | undefined {
  const pairs = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    if (text.startsWith(delimiter, at)) {
      at += 1;
      continue;
    }
    const equals = text.indexOf(separator, at);
    if (equals < 0) break;
    // Looked for inside the piece: from the whole text, a line without delimiters would be searched back to its start.
    const words = text.slice(at, equals);
    const key = words.slice(words.lastIndexOf(delimiter) + 1).trim();
    const valueAt = equals + separator.length;
    let end: number;
    let value: string;
    if (text.charCodeAt(valueAt) === 34) {
      const quoted = readQuoted(text, valueAt);
      if (!quoted) return undefined;
      value = quoted.value;
      end = quoted.end;
    } else {
      const next = text.indexOf(delimiter, valueAt);
      end = next < 0 ? text.length : next;
      value = text.slice(valueAt, end);
    }
    if (key !== "" && !pairs.has(key)) pairs.set(key, value);
    at = end;
  }
  return pairs;
}
