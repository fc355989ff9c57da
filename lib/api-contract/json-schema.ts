import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/** What a schema's values are once read, as JSON Schema 2020-12. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  return rest;
}

/** The named parts of an object's schema. */
export function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null) return {};
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])),
  );
}

/** A schema's type in a few words: `integer`, `string or null`, `list of string`. */
export function typeText(schema: JsonSchema): string {
  const { type, anyOf, items } = schema;
  if (Array.isArray(anyOf)) return [...new Set(anyOf.filter(isSchema).map(typeText))].join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(type)) return type.join(" or ");
  if (type === "array") return isSchema(items) ? `list of ${typeText(items)}` : "list";
  return typeof type === "string" ? type : "any";
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
