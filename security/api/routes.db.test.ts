import { afterAll, beforeAll, expect, test } from "vitest";
import { endpointList } from "@/lib/api-contract/v1";
import { buildApi } from "@/lib/rest/app";
import { type ApiUnderAttack, insides, openApiUnderAttack } from "./api-under-attack";

let attack: ApiUnderAttack;

beforeAll(async () => {
  attack = await openApiUnderAttack();
}, 120_000);

afterAll(() => attack.close());

function call(method: "GET" | "POST", url: string) {
  return attack.app.inject({ method, url, headers: { authorization: `Token ${attack.secret}` }, payload: "{}" });
}

/** A path with something in each of its parameters. */
const filled = (template: string) => template.replace(/[:{](\w+)\}?/g, "000000000000000000000000");

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
