import type { z } from "zod";
import type { Endpoint } from "../api-contract/endpoint";
import { Failure } from "../domain/failure";
import type { Condition, FilterFields } from "../domain/filter";
import { type ListQueryOf, type ListSettings, parseListQuery } from "../domain/list-query";
import { parseFilters } from "../domain/parse-filters";
import { pathToUnstorable } from "../domain/storable-text";
import { UnreadableRequest } from "./problem";
import { readJsonField, repeated } from "./request-body";

/** What a handler gets of the request, by what its endpoint declares. `given` is the request as it came. */
export type InputOf<E extends Endpoint> = E["input"] extends { kind: "list"; list: infer L extends ListSettings }
  ? { query: ListQueryOf<L>; given: Readonly<Record<string, unknown>> }
  : E["input"] extends { kind: "act"; filters: infer F extends FilterFields; fields: infer S extends z.ZodType }
    ? { conditions: Condition<keyof F & string>[]; fields: z.output<S> }
    : E["input"] extends { kind: "fields"; fields: infer S extends z.ZodType }
      ? { fields: z.output<S> }
      : never;

/**
 * Reads query and body, which are one, as the endpoint declares. Fields that it does not declare are ignored: clients
 * send knobs of the vendor's own portal.
 * @throws UnreadableRequest or Failure `invalid`, naming the field
 */
export function readInput<E extends Endpoint>(
  endpoint: E,
  request: { query: unknown; body: unknown },
  now: Date,
): InputOf<E> {
  const given = mergedFields(request);
  refuseUnstorable(endpoint.recordsIn === undefined ? given : { ...given, [endpoint.recordsIn]: null });
  return parseInput(endpoint, given, now) as InputOf<E>;
}

function parseInput({ input }: Endpoint, given: Readonly<Record<string, unknown>>, now: Date) {
  switch (input.kind) {
    case "list": {
      const parsed = parseListQuery(input.list, given, now);
      if (!parsed.ok) throw new UnreadableRequest(parsed.problems);
      return { query: parsed.query, given };
    }
    case "act": {
      const parsed = parseFilters(input.filters, given.filters, now);
      if (!parsed.ok) throw new UnreadableRequest(parsed.problems);
      return { conditions: parsed.conditions, fields: parseFields(input.fields, given) };
    }
    case "fields":
      return { fields: parseFields(input.fields, given) };
  }
}

function mergedFields({ query, body }: { query: unknown; body: unknown }): Readonly<Record<string, unknown>> {
  const fromQuery = Object.entries(query ?? {});
  for (const [name, value] of fromQuery) if (Array.isArray(value)) throw repeated(name);
  const fields: Record<string, unknown> = Object.fromEntries([...fromQuery, ...Object.entries(body ?? {})]);
  return Object.hasOwn(fields, "filters") ? { ...fields, filters: readJsonField(fields.filters, "filters") } : fields;
}

function refuseUnstorable(given: Readonly<Record<string, unknown>>): void {
  const field = pathToUnstorable(given)?.slice(0, 200);
  if (field === undefined) return;
  const sentence = `${field || "The body"} holds a NUL character or half of a surrogate pair`;
  throw new Failure("invalid", sentence, { field: field || undefined, messageKey: "invalid" });
}

function parseFields(schema: z.ZodType<object>, given: Readonly<Record<string, unknown>>): object {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "body";
  throw new Failure("invalid", `${field} ${issue?.message ?? "is not valid"}`, { field });
}
