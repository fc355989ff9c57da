import { describe, expect, test } from "vitest";
import { parseListQuery } from "../domain/list-query";
import { parseFilters } from "../domain/parse-filters";
import { documentationContents, groupDocs } from "./docs";
import { openApiDocument } from "./open-api";
import { endpointList } from "./v1";

const now = new Date("2026-11-23T12:00:00.000Z");

describe.each(endpointList.map((endpoint) => ({ ...endpoint, label: endpoint.name })))("$label", (endpoint) => {
  test("its example answer is of the form that it promises", () => {
    expect(endpoint.output.safeParse(endpoint.example.response).error).toBeUndefined();
  });

  test("its example request can be read", () => {
    const { input, example } = endpoint;
    const { searchParams } = new URL(example.path, "https://contoso.portal.example.com");
    const given: { filters?: unknown } = { ...Object.fromEntries(searchParams), ...example.body };
    if (input.kind === "list") expect(parseListQuery(input.list, { ...given }, now)).toMatchObject({ ok: true });
    else expect(input.fields.safeParse(given).error).toBeUndefined();
    if (input.kind === "act") expect(parseFilters(input.filters, given.filters, now)).toMatchObject({ ok: true });
  });

  test("documents each part of its path, and nothing else", () => {
    for (const path of [endpoint.path, ...endpoint.aliases]) {
      const parts = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(parts).toEqual(Object.keys(endpoint.parameters));
    }
  });

  test("never has two keys in one object that differ in case only", () => {
    for (const keys of keysWithin(endpoint.example.response))
      expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(keys.length);
  });
});

test("no two endpoints share a method and path", () => {
  const routes = endpointList.flatMap(({ methods, path, aliases }) =>
    [path, ...aliases].flatMap((template) => methods.map((method) => `${method} ${template}`)),
  );
  expect(new Set(routes).size).toBe(routes.length);
});

test("no endpoint stands where the portal's own routes do", () => {
  const templates = endpointList.flatMap(({ path, aliases }) => [path, ...aliases]);
  expect(templates.filter((template) => /^\/api\/(auth|health)(\/|$)/.test(template))).toEqual([]);
});

test("H-13: OpenAPI and the documentation list every endpoint and nothing else", () => {
  const { paths } = openApiDocument("https://portal.example.com");
  const templates = [...new Set(endpointList.flatMap(({ path, aliases }) => [path, ...aliases]))];
  expect(Object.keys(Object(paths)).sort()).toEqual(templates.map((path) => path.replace(/:(\w+)/g, "{$1}")).sort());
  const documented = docsOf("https://contoso.example.com");
  expect(documented.map(({ name }) => name).sort()).toEqual(endpointList.map(({ name }) => name).sort());
});

test("OpenAPI tells which answers announce the allowance, and which say how long to wait", () => {
  const document = openApiDocument("https://portal.example.com");
  const { responses } = Object(document.paths)["/api/v1/alerts/"].post;
  const named = (status: number) => Object.keys(Object(responses[status].headers));
  const allowance = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];
  expect(named(200)).toEqual(allowance);
  expect(named(400)).toEqual(allowance);
  expect(named(401)).toEqual([]);
  expect(named(429)).toEqual([...allowance, "Retry-After"]);
  expect(named(503)).toEqual(["Retry-After"]);
  expect(Object.keys(Object(Object(document.components).headers))).toEqual([...allowance, "Retry-After"]);
  expect(JSON.stringify(Object(document.paths)["/api/v1/openapi.json"])).not.toContain("RateLimit");
});

test("the documentation's examples call the reader's own tenant", () => {
  const text = JSON.stringify(docsOf("https://fabrikam.example.com"));
  expect(text).toContain("https://fabrikam.example.com/api/v1/alerts/");
  expect(text).not.toContain("contoso.portal.example.com");
});

/** The documentation's pages of endpoints, one after the other. */
function docsOf(origin: string) {
  return documentationContents().flatMap(({ group }) => groupDocs(group, origin));
}

function keysWithin(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : [Object.keys(value)];
  return [...own, ...Object.values(value).flatMap(keysWithin)];
}
