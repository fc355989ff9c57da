import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { z } from "zod";
import { type ApiRequest, addressOf, apiEndpoints, apiRequestOf, encodedText } from "../isolation/api-requests";
import { inputOf } from "../isolation/input-of";
import { actionParts, portalActions } from "../isolation/portal-actions";
import { seededRandom } from "../isolation/random";
import { subjectsOf } from "../isolation/subjects";
import { type ApiUnderAttack, insides, openApiUnderAttack } from "./api-under-attack";

vi.mock("@/lib/web/action", () => actionParts);

const isLong = process.env.ISOLATION_OPERATIONS !== undefined;
const patience = isLong ? 1_800_000 : 180_000;
let attack: ApiUnderAttack;

beforeAll(async () => {
  attack = await openApiUnderAttack();
}, 120_000);

afterAll(() => attack.close());

/** Sends it as an administrator and makes sure that the answer is one of the contract's kind. */
async function send(request: ApiRequest, payload: string, query = "", text = "\n") {
  const answer = await attack.app.inject({
    method: request.method,
    url: addressOf(request) + query,
    headers: { authorization: `Token ${attack.secret}` },
    payload,
  });
  const what = `${request.method} ${addressOf(request)}${query} with ${payload.slice(0, 300)}`;
  expect(answer.statusCode, `${what}: ${answer.payload.slice(0, 500)}`).toBeLessThan(500);
  // What was sent may be told again, as JSON has it.
  const told = answer.payload.replaceAll(JSON.stringify(text).slice(1, -1), "");
  if (answer.statusCode >= 400) expect(told, what).not.toMatch(insides);
  expect(answer.headers["x-powered-by"]).toBeUndefined();
  expect(answer.headers.server).toBeUndefined();
  return answer;
}

function requestOf(endpoint: (typeof apiEndpoints)[number], seed: number): ApiRequest {
  const subjects = subjectsOf(seededRandom(seed), attack.own, attack.own, endpoint.name);
  return apiRequestOf(endpoint, subjects);
}

/** Texts that mean something in SQL, LIKE patterns, JSON paths, text search and Postgres' own literals. */
const sqlTexts = [
  "' or '1'='1",
  "'; drop table alert; --",
  "1) or (select pg_sleep(5)) is null --",
  "\\'; select version(); --",
  "%' union select secret_hash::text from api_token_secret --",
  "$1",
  "{a,b",
  "\0",
  "\ud800",
  "%_\\",
  "a & | ! ( :* <->",
  "NaN",
  "1e400",
  "99999999999999999999",
  "infinity",
  "'::uuid",
  "$$;select 1$$",
  "E'\\x27'",
];

/** The request with one text in the place of one value, for each value in it. */
function* poisoned(value: unknown, text: string): Generator<unknown> {
  if (typeof value !== "object" || value === null) {
    yield text;
    return;
  }
  const entries = Object.entries(value);
  for (const [key, inner] of entries)
    for (const changed of poisoned(inner, text)) {
      const copy = entries.map(([other, kept]) => [other, other === key ? changed : kept]);
      yield Array.isArray(value) ? copy.map(([, kept]) => kept) : Object.fromEntries(copy);
    }
  if (!Array.isArray(value)) for (const [key, inner] of entries) yield { ...value, [`${key}${text}`]: inner };
}

test(
  "H-14, H-12: a text of SQL in any place of any request is a value, or refused without a word of the inside",
  async () => {
    const before = await attack.truth.fingerprint(attack.other.tenant.id);
    let place = 0;
    for (const endpoint of apiEndpoints) {
      const request = requestOf(endpoint, place);
      const bodies = [request.body, endpoint.example.body ?? {}];
      for (const text of isLong ? sqlTexts : [0, 1, 2].map(() => sqlTexts[place++ % sqlTexts.length] ?? "")) {
        for (const body of bodies)
          for (const changed of poisoned(body, text)) {
            await send(request, JSON.stringify(changed), "", text);
            if (!isLong && place++ % 2 === 0) break;
          }
        for (const name of Object.keys(request.parameters))
          await send(
            { ...request, parameters: { ...request.parameters, [name]: text } },
            JSON.stringify(request.body),
            "",
            text,
          );
        await send(
          request,
          "",
          `?search=${encodedText(text)}&filters=${encodedText(JSON.stringify({ [text]: { eq: [text] } }))}&sortField=${encodedText(text)}`,
          text,
        );
      }
    }
    expect(await attack.truth.fingerprint(attack.other.tenant.id)).toEqual(before);
    expect(await attack.truth.count("alert", attack.own.tenant.id)).toBeGreaterThan(0);
  },
  patience,
);

test(
  "H-08: fields that a request has no business with change nothing: not the tenant, the key, the owner or the role",
  async () => {
    const { own, other, truth } = attack;
    const id = randomBytes(12).toString("hex");
    const alien = {
      tenantId: other.tenant.id,
      tenant_id: other.tenant.id,
      tenant: { id: other.tenant.id, slug: other.tenant.slug },
      memberId: other.people[0]?.caller.principal.memberId,
      role: "global-administrator",
      isAdministrator: true,
      permissions: ["*"],
      createdAt: 0,
      created_at: "1970-01-01",
      createdByName: "Mallory",
      isBuiltIn: true,
      reach: "tenant",
    };
    const before = await truth.fingerprint(other.tenant.id);
    for (const [place, endpoint] of apiEndpoints.entries()) {
      const request = requestOf(endpoint, place);
      for (const body of [request.body, endpoint.example.body ?? {}]) {
        const answer = await send(request, JSON.stringify({ ...Object(body), ...alien, id, _id: id }));
        expect(answer.payload, endpoint.name).not.toContain(other.marker);
        expect(answer.payload, endpoint.name).not.toContain("Mallory");
      }
    }
    expect(await truth.fingerprint(other.tenant.id)).toEqual(before);
    expect([...(await truth.keys(own.tenant.id)).values()].flat()).not.toContain(id);
  },
  patience,
);

test("H-08: a server action refuses or forgets every field that it does not declare", async () => {
  const actions = await portalActions();
  const random = seededRandom(7);
  let tried = 0;
  for (const { name, schema } of actions) {
    const input = inputOf(schema as z.ZodType, subjectsOf(random, attack.own, attack.own, name));
    if (typeof input !== "object" || input === null) continue;
    tried++;
    const parsed = schema.safeParse({ ...input, tenantId: attack.other.tenant.id, role_: "x", isAdmin: true });
    if (parsed.success) expect(parsed.data, name).not.toHaveProperty("tenantId");
    if (parsed.success) expect(parsed.data, name).not.toHaveProperty("isAdmin");
  }
  expect(tried).toBeGreaterThan(actions.length / 2);
});

test(
  "H-10: no request reaches a prototype, by whatever name",
  async () => {
    const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
    const before = prototypes.map((one) => Object.getOwnPropertyNames(one).sort().join());
    const texts = [
      '{"__proto__":{"polluted":true,"role":"global-administrator"}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"filters":{"__proto__":{"polluted":true}}}',
      '{"filters":{"constructor":{"prototype":{"polluted":true}}}}',
      '{"filters":{"severity":{"__proto__":[1]}}}',
      '{"filters":{"toString":{"eq":[1]},"hasOwnProperty":{"eq":[1]}}}',
      '{"toString":1,"hasOwnProperty":1,"valueOf":1}',
      '[{"__proto__":{"polluted":true}}]',
    ];
    for (const [place, endpoint] of apiEndpoints.entries()) {
      const request = requestOf(endpoint, place);
      for (const text of texts) {
        const answer = await send(request, text);
        expect(answer.payload).not.toContain("polluted");
      }
      await send(request, "", "?__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__=1&toString=1");
      const form = "__proto__=1&__proto__.polluted=1&constructor.prototype.polluted=1";
      await send(request, form);
    }
    expect(Object("").polluted).toBeUndefined();
    expect(prototypes.map((one) => Object.getOwnPropertyNames(one).sort().join())).toEqual(before);
  },
  patience,
);

test(
  "H-11: a parameter that comes twice is refused, in a query and in a form",
  async () => {
    for (const [place, endpoint] of apiEndpoints.entries()) {
      const request = requestOf(endpoint, place);
      for (const [query, payload] of [
        ["?limit=1&limit=2", ""],
        ["?filters={}&filters={}", ""],
        ["?x=1&x=1", ""],
        ["", "limit=1&limit=2"],
      ] as const) {
        const { statusCode } = await send(request, payload, query);
        // An agent's endpoint is closed to this token before its parameters are read.
        expect([400, 403], `${endpoint.name} ${query}${payload}`).toContain(statusCode);
      }
      expect((await send(request, "", "?limit[]=1&limit[]=2")).statusCode, endpoint.name).toBeLessThan(500);
    }
  },
  patience,
);
