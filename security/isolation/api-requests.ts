import { z } from "zod";
import type { Endpoint } from "@/lib/api-contract/endpoint";
import { endpointList } from "@/lib/api-contract/v1";
import type { FilterField } from "@/lib/domain/filter";
import { inputOf } from "./input-of";
import type { Subjects } from "./subjects";

/** A call of the API before it is sent: its parts hold keys, which a twin replaces. */
export type ApiRequest = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  /** What stands for the parts of the path that begin with a colon. */
  parameters: Record<string, string>;
  body: unknown;
};

export const apiEndpoints: readonly (Endpoint & { name: string })[] = endpointList.filter(
  ({ access }) => access !== "public",
);

/** A request of an endpoint about things of both tenants, or such as its documentation shows. */
export function apiRequestOf(endpoint: Endpoint & { name: string }, subjects: Subjects): ApiRequest {
  const { random } = subjects;
  const path = random.of([endpoint.path, ...endpoint.aliases]);
  const parameters = Object.keys(endpoint.parameters).map((name) => [name, parameterOf(endpoint, name, subjects)]);
  return {
    method: random.of(endpoint.methods),
    path,
    parameters: Object.fromEntries(parameters),
    body: bodyOf(endpoint, subjects),
  };
}

/** The address with its parameters in their places. */
export function addressOf({ path, parameters }: ApiRequest): string {
  return path.replace(/:(\w+)/g, (_part, name: string) => encodedText(parameters[name] ?? ""));
}

/** A text as a part of an address, half a character as what UTF-8 makes of it. */
export function encodedText(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** Where the keys of a path are, by the part of the product that the path names. */
const places: readonly (readonly [RegExp, string])[] = [
  [/alerts/, "alert.id"],
  [/activities/, "activity.id"],
  [/subnet/, "ip_range.id"],
  [/files/, "cloud_file.id"],
  [/policies/, "policy.id"],
  [/data_sources/, "discovery_data_source.id"],
  [/siem/, "siem_agent.id"],
  [/collector/, "log_collector.id"],
];

function parameterOf(endpoint: Endpoint, name: string, subjects: Subjects): string {
  if (name === "type") return "FILE";
  if (name === "appId") return subjects.random.of(["11627", "15600", "1000001"]);
  const place = places.find(([part]) => part.test(endpoint.path))?.[1];
  if (place !== undefined) return subjects.keyOf(place);
  const entity = { id: subjects.keyOf("entity.id"), saas: subjects.random.of([1, 15600]), inst: 0 };
  return Buffer.from(JSON.stringify(entity)).toString("base64");
}

function bodyOf(endpoint: Endpoint, subjects: Subjects): unknown {
  const { input, example } = endpoint;
  const { random } = subjects;
  if (input.kind === "list") return random.chance(0.4) ? {} : { filters: filtersOf(input.list.filters, subjects) };
  const fields = random.chance(0.3) ? example.body : inputOf(input.fields as z.ZodType, subjects);
  const given = z.record(z.string(), z.unknown()).catch({}).parse(fields);
  return input.kind === "act" ? { ...given, filters: filtersOf(input.filters, subjects) } : given;
}

function filtersOf(fields: Readonly<Record<string, FilterField>>, subjects: Subjects): Record<string, unknown> {
  const names = Object.keys(fields);
  if (names.length === 0) return {};
  const name = subjects.random.of(names);
  const field = fields[name];
  if (field === undefined) return {};
  const operator = subjects.random.of(field.operators);
  const value = operandOf(field, name, subjects);
  const isList = ["eq", "neq", "deq", "contains", "ncontains", "startswith"].includes(operator);
  return { [name]: { [operator]: isList ? [value] : value } };
}

function operandOf({ type, values }: FilterField, name: string, subjects: Subjects): unknown {
  const { random } = subjects;
  if (values !== undefined && values.length > 0) return random.of(values);
  if (type === "boolean") return random.chance(0.5);
  if (type === "integer") return random.of([0, 1, 2, 11627, 15600]);
  if (type === "timestamp") return Date.now() - random.below(10) * 86_400_000;
  if (type === "entity") return { id: subjects.keyOf("entity.id"), saas: 15600, inst: 0 };
  return random.chance(0.7) ? subjects.formed(name.replace(/^.*\./, "")) : subjects.text(name);
}
