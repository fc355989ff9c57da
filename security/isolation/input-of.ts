import type { z } from "zod";
import { randomTwin, type Subjects } from "./subjects";

/*
 * Inputs for whatever a schema takes, made of what two tenants have. A schema that takes free text gets texts of the
 * caller's own tenant or of both; one that takes keys of some form gets keys of that form: the caller's, the other tenant's,
 * and such as nobody has.
 */

/** An input that the schema takes, or undefined when none was found in a few attempts. */
export function inputOf(schema: z.ZodType, subjects: Subjects): unknown {
  for (let attempt = 0; attempt < 6; attempt++) {
    const made = partOf(schema, subjects, "");
    if (schema.safeParse(made).success) return made;
  }
  return undefined;
}

/**
 * The same input with each key that only the other tenant has replaced by one of the same form that nobody has. A key that
 * both have, such as that of an activity both were sent, finds the caller's own.
 */
export function twinOf(
  input: unknown,
  own: ReadonlySet<string>,
  foreign: ReadonlySet<string>,
): { input: unknown; replaced: Map<string, string> } {
  const replaced = new Map<string, string>();
  const walk = (value: unknown): unknown => {
    if (typeof value === "string" && foreign.has(value) && !own.has(value)) {
      const twin = replaced.get(value) ?? randomTwin(value);
      replaced.set(value, twin);
      return twin;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === "object" && value !== null && !(value instanceof Date))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    return value;
  };
  return { input: walk(input), replaced };
}

type Definition = { type: string; [part: string]: unknown };

function partOf(schema: z.ZodType, subjects: Subjects, key: string): unknown {
  const definition = schema._zod.def as unknown as Definition;
  const inner = (part: string) => definition[part] as z.ZodType;
  const { random } = subjects;
  switch (definition.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(definition.shape as Record<string, z.ZodType>)
          .map(([name, part]) => [name, partOf(part, subjects, name)] as const)
          .filter(([, value]) => value !== undefined),
      );
    case "string":
      return textOf(schema, subjects, key);
    case "number":
      return firstFit(schema, () => random.of(subjects.numbers)) ?? 0;
    case "boolean":
      return random.chance(0.5);
    case "enum":
      return random.of(Object.values(definition.entries as Record<string, unknown>));
    case "literal":
      return random.of(definition.values as unknown[]);
    case "array":
      return Array.from({ length: 1 + random.below(3) }, () => partOf(inner("element"), subjects, key));
    case "union":
      return partOf(random.of(definition.options as z.ZodType[]), subjects, key);
    case "record":
      return {};
    case "nullable":
      return random.chance(0.3) ? null : partOf(inner("innerType"), subjects, key);
    case "optional":
    case "default":
    case "prefault":
    case "catch":
      return random.chance(0.4) ? undefined : partOf(inner("innerType"), subjects, key);
    case "readonly":
    case "nonoptional":
      return partOf(inner("innerType"), subjects, key);
    case "pipe":
      return inner("in")._zod.def.type === "transform"
        ? partOf(inner("out"), subjects, key)
        : partOf(inner("in"), subjects, key);
    case "lazy":
      return partOf((definition.getter as () => z.ZodType)(), subjects, key);
    case "date":
      return new Date();
    default:
      return undefined;
  }
}

function textOf(schema: z.ZodType, subjects: Subjects, key: string): string {
  const isFree = schema.safeParse("two words").success;
  const isNamed = /mail|domain|host|url/i.test(key);
  const choose = () => (isFree || (isNamed && subjects.random.chance(0.8)) ? subjects.text(key) : subjects.formed(key));
  return firstFit(schema, choose) ?? subjects.text(key);
}

function firstFit<T>(schema: z.ZodType, choose: () => T): T | undefined {
  for (let attempt = 0; attempt < 40; attempt++) {
    const value = choose();
    if (schema.safeParse(value).success) return value;
  }
  return undefined;
}
