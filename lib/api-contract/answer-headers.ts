import type { JsonSchema } from "./json-schema";

const wholeNumber: JsonSchema = { type: "integer", minimum: 0 };

/** The headers that answers carry besides their content, as components of the OpenAPI document. */
export const headerComponents: Record<string, JsonSchema> = {
  "RateLimit-Limit": {
    description: "Requests in a minute that the token has, or the tenant where that is less",
    schema: wholeNumber,
  },
  "RateLimit-Remaining": { description: "Requests that are left of them", schema: wholeNumber },
  "RateLimit-Reset": { description: "Seconds until there are as many again", schema: wholeNumber },
  "Retry-After": { description: "Seconds to wait before the next request", schema: wholeNumber },
};

/** Statuses that are answered before a token is known, or while it cannot be looked up. */
const withoutCaller: readonly number[] = [401, 405, 503];

/** The headers of a guarded endpoint's answer: the allowance of a token that is known, and how long to wait. */
export function headersOf(status: number): JsonSchema {
  const isToRepeat = status === 429 || status === 503;
  const knowsCaller = !withoutCaller.includes(status);
  const names = [
    ...(knowsCaller ? ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"] : []),
    ...(isToRepeat ? ["Retry-After"] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
