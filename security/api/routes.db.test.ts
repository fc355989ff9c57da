import { afterAll, beforeAll, expect, test } from "vitest";
import { openApiDocument } from "@/lib/api-contract/open-api";
import { endpointList } from "@/lib/api-contract/v1";
import { can } from "@/lib/domain/access";
import { roles } from "@/lib/domain/role-table";
import { buildApi } from "@/lib/rest/app";
import { type ApiUnderAttack, attackLimits, insides, openApiUnderAttack } from "./api-under-attack";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
let attack: ApiUnderAttack;

beforeAll(async () => {
  attack = await openApiUnderAttack();
}, 120_000);

afterAll(() => attack.close());

function call(method: (typeof methods)[number], url: string, secret: string | null = attack.secret) {
  const headers = secret === null ? {} : { authorization: `Token ${secret}` };
  return attack.app.inject({ method, url, headers, payload: "{}" });
}

/** A path with something in each of its parameters. */
const filled = (template: string) => template.replace(/[:{](\w+)\}?/g, "000000000000000000000000");

test("H-13: what OpenAPI lists answers, with the methods that it lists and with no other", async () => {
  const { paths } = openApiDocument("https://portal.example.com");
  const templates = Object.entries(Object(paths)).map(([path, operations]) => ({
    path: filled(path),
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
    methods: Object.keys(Object(operations)).map((method) => method.toUpperCase()),
  }));
  // A path may be another one's parameter: GET of alerts/close_benign/ asks for the alert of that id.
  const listed = templates.map(({ path }) => ({
    path,
    declared: templates.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods),
  }));
  expect(listed.length).toBeGreaterThan(50);
  for (const { path, declared } of listed)
    for (const method of methods) {
      const { statusCode, payload } = await call(method, path);
      const isRoute = statusCode !== 405 && !payload.includes("No such endpoint");
      expect(isRoute, `${method} ${path}: ${statusCode} ${payload.slice(0, 200)}`).toBe(declared.includes(method));
    }
}, 300_000);

test("H-13: nothing answers beside what is listed: no neighbour, no other version, no usual guess", async () => {
  const templates = endpointList.flatMap(({ path, aliases }) => [path, ...aliases]);
  const known = templates.map(
    (template) => new RegExp(`^${template.replace(/\/$/, "").replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}/?$`),
  );
  const neighbours = templates.flatMap((template) => {
    const path = filled(template).replace(/\/$/, "");
    const above = path.slice(0, path.lastIndexOf("/"));
    const version2 = path.replace("/api/v1/", "/api/v2/");
    return [
      `${path}x`,
      `${path}/more`,
      `${path}/0/1/2`,
      above,
      `${above}/internal`,
      version2,
      path.toUpperCase(),
      `${path}.json`,
    ];
  });
  const guesses = [
    "",
    "admin",
    "debug",
    "internal",
    "docs",
    "swagger.json",
    "openapi.yaml",
    "metrics",
    "health",
    "graphql",
    "users",
    "tokens",
    "members",
    "audit",
    "env",
    "config",
    "actuator",
    ".git/config",
  ];
  const asked = [...neighbours, ...guesses.map((guess) => `/api/v1/${guess}`)].filter(
    (path) => !known.some((pattern) => pattern.test(path)),
  );
  expect(asked.length).toBeGreaterThan(200);
  for (const path of new Set(asked))
    for (const method of ["GET", "POST"] as const) {
      const { statusCode, payload } = await call(method, path);
      expect([statusCode, payload], `${method} ${path}`).toEqual([404, '{"error":true,"detail":"No such endpoint"}']);
    }
}, 300_000);

test("T-12: every role is let in or refused as the role table says, at every endpoint and by every method", async () => {
  const guarded = endpointList.filter(({ access }) => access !== "public");
  for (const role of roles) {
    const secret = await attack.secretOf(role);
    for (const { name, methods: declared, path, access, tokenKinds = ["api"] } of guarded) {
      const isFit = tokenKinds.includes("api");
      const mayCall = isFit && (access === "any-token" || (access !== "public" && can({ role }, access)));
      for (const method of declared) {
        const { statusCode, payload } = await call(method, filled(path), secret);
        const what = `${role} at ${method} ${name}: ${payload.slice(0, 200)}`;
        expect(statusCode, what).not.toBe(401);
        if (!mayCall) expect(statusCode, what).toBe(403);
        // A role that has a part of a permission may be refused what is outside that part, and is told so by the use-case.
        else if (statusCode === 403) expect(access, what).toMatch(/^(policy|alert|settings):/);
      }
    }
  }
}, 300_000);

test("T-04: a good token anywhere but in its one header opens nothing", async () => {
  const { app, secret } = attack;
  const places = [
    { url: `/api/v1/me?token=${secret}` },
    { url: `/api/v1/me?authorization=Token%20${secret}` },
    { url: `/api/v1/me/${secret}` },
    { url: `/api/v1/${secret}/me` },
    { url: "/api/v1/me", headers: { cookie: `token=${secret}; __Host-portcullis.session=${secret}` } },
    { url: "/api/v1/me", headers: { "x-api-key": secret } },
    { url: "/api/v1/me", headers: { "proxy-authorization": `Token ${secret}` } },
    { url: "/api/v1/me", headers: { authorization: `Basic ${Buffer.from(`token:${secret}`).toString("base64")}` } },
    { url: "/api/v1/me", headers: { authorization: secret } },
    {
      url: "/api/v1/alerts/",
      method: "POST" as const,
      payload: JSON.stringify({ token: secret, authorization: secret }),
    },
    { url: "/api/v1/alerts/", method: "POST" as const, payload: `token=${secret}&access_token=${secret}` },
  ];
  for (const place of places) {
    const { statusCode, payload } = await app.inject({ method: "GET", ...place });
    expect([401, 404], JSON.stringify(place).replace(secret, "…")).toContain(statusCode);
    expect(payload).not.toContain(secret);
  }
});

test("H-12: a bug is answered with the request's id alone, and the next request as if nothing had been", async () => {
  let isBroken = true;
  const app = await buildApi({
    tenantOfHost: async () => {
      if (isBroken) throw new TypeError('select secret_hash from api_token_secret failed at "portcullis_app"');
      return { kind: "base" };
    },
    clientAddress: () => "192.0.2.1",
    limits: attackLimits,
  });
  const ask = () => app.inject({ url: "/api/v1/me", headers: { authorization: `Token ${attack.secret}` } });
  const broken = await ask();
  expect(broken.statusCode).toBe(500);
  expect(broken.payload).not.toMatch(insides);
  expect(broken.json()).toEqual({ error: true, detail: expect.any(String), requestId: expect.any(String) });
  isBroken = false;
  expect((await ask()).statusCode).toBe(200);
  await app.close();
});
