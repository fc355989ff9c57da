import type { z } from "zod";
import type { FilterFields } from "../domain/filter";
import type { ListSettings } from "../domain/list-query";
import type { Permission } from "../domain/role-table";
import type { TokenKind } from "../domain/token-kind";

/**
 * What an endpoint reads from query and body, which are one: clients send either.
 * `list`: the common request of all lists. `act`: filters, of which one at least is needed unless they are optional, and
 * further fields.
 * `fields`: fields alone.
 */
export type EndpointInput =
  | { readonly kind: "list"; readonly list: ListSettings }
  | {
      readonly kind: "act";
      readonly filters: FilterFields;
      readonly filtersOptional?: boolean;
      readonly fields: z.ZodType<object>;
    }
  | { readonly kind: "fields"; readonly fields: z.ZodType<object> };

/** Who may call: anybody, every valid token, or tokens whose issuer has a permission. */
export type EndpointAccess = "public" | "any-token" | Permission;

export type EndpointError = { readonly status: number; readonly when: string };

/** In the order in which the documentation shows them. */
export const endpointGroups = [
  "Alerts",
  "Activities",
  "Cloud Discovery",
  "Entities",
  "Files",
  "Policies",
  "Data enrichment",
  "Agents",
  "General",
] as const;

/** The promise of one endpoint, declared once: guard, routes, OpenAPI, documentation and tests follow it. */
export type Endpoint = {
  readonly group: (typeof endpointGroups)[number];
  readonly title: string;
  readonly summary: string;
  readonly methods: readonly ("GET" | "POST" | "DELETE")[];
  /** Template with `:name` parameters, ending in a slash. It is served without the slash too, and below `/cas`. */
  readonly path: `/api/v1/${string}`;
  /** Further templates of the same endpoint. */
  readonly aliases: readonly `/api/${string}`[];
  readonly access: EndpointAccess;
  /** Whose tokens open it; API tokens alone unless it says so. */
  readonly tokenKinds?: readonly TokenKind[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly input: EndpointInput;
  /** The field whose records are judged one by one: a bad one does not refuse the request. */
  readonly recordsIn?: string;
  /** Bytes that a body may have; without it the limit that all endpoints share. */
  readonly bodyMaximum?: number;
  readonly output: z.ZodType;
  /** An answer that is one text goes out as plain text; without this, as a JSON string. */
  readonly answersPlainText?: true;
  /** Refusals of its own, besides those that every guarded endpoint shares. */
  readonly errors: readonly EndpointError[];
  readonly example: {
    readonly path: string;
    readonly body: object | null;
    readonly response: unknown;
  };
};

/** What every guarded endpoint may answer. */
export const commonErrors: readonly EndpointError[] = [
  {
    status: 400,
    when: "A filter, field or body cannot be read; the answer names it.",
  },
  {
    status: 401,
    when: "The token is missing, malformed, unknown, revoked, or of another tenant.",
  },
  {
    status: 403,
    when: "The issuer of the token lacks the permission, or is deactivated.",
  },
  {
    status: 405,
    when: "The path exists, but not with this method; Allow names those that it takes.",
  },
  { status: 413, when: "The body is larger than 64 KiB, or than the endpoint says." },
  {
    status: 429,
    when: "Too many requests; Retry-After says when to try again.",
  },
  {
    status: 503,
    when: "The database does not answer at the moment, or a list takes too long and has to be narrowed; Retry-After says when to try again.",
  },
];
