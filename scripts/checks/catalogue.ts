import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** The leaves of a message catalogue by their dotted key. */
export type Catalogue = Map<string, string>;

/** @throws Error when a value is neither a text nor a group of them. */
export function catalogueOf(value: unknown, prefix = ""): Catalogue {
  if (typeof value === "string") return new Map([[prefix, value]]);
  if (typeof value !== "object" || value === null) throw new Error(`The message ${prefix} is not a text.`);
  const entries = Object.entries(value).flatMap(([name, child]) => [
    ...catalogueOf(child, prefix === "" ? name : `${prefix}.${name}`),
  ]);
  return new Map(entries);
}

/** What keeps two languages from saying the same: keys that one lacks, values that one does not name, broken syntax. */
export function differencesOf(names: [string, string], [one, other]: [Catalogue, Catalogue]): string[] {
  const missing = (from: Catalogue, to: Catalogue, name: string) =>
    [...from.keys()].filter((key) => !to.has(key)).map((key) => `${key} is missing in ${name}`);
  const unequal = [...one].flatMap(([key, text]) => {
    const counterpart = other.get(key);
    if (counterpart === undefined) return [];
    const [left, right] = [argumentsOf(text), argumentsOf(counterpart)];
    if (left === null || right === null)
      return [`${key} is not a valid message in ${left === null ? names[0] : names[1]}`];
    if (left === right) return [];
    return [`${key} takes other values in ${names[0]} (${left || "none"}) than in ${names[1]} (${right || "none"})`];
  });
  return [...missing(one, other, names[1]), ...missing(other, one, names[0]), ...unequal];
}

/** The values that a message takes with their kinds, as one comparable text; null when it cannot be parsed. */
function argumentsOf(message: string): string | null {
  try {
    return [...new Set(elementsOf(parse(message)))].sort().join(", ");
  } catch {
    return null;
  }
}

function elementsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.argument:
        return [element.value];
      case TYPE.number:
        return [`${element.value}: number`];
      case TYPE.date:
        return [`${element.value}: date`];
      case TYPE.time:
        return [`${element.value}: time`];
      case TYPE.plural:
        // Languages have different plural forms, and one without them may just print the number.
        return [element.value, ...Object.values(element.options).flatMap((option) => elementsOf(option.value))];
      case TYPE.select: {
        const choices = Object.keys(element.options).sort().join("|");
        return [
          `${element.value}: ${choices}`,
          ...Object.values(element.options).flatMap((option) => elementsOf(option.value)),
        ];
      }
      case TYPE.tag:
        return [`<${element.value}>`, ...elementsOf(element.children)];
      default:
        return [];
    }
  });
}
