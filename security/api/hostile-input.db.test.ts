import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiRequest, addressOf, apiEndpoints, apiRequestOf } from "../isolation/api-requests";
import { seededRandom } from "../isolation/random";
import { subjectsOf } from "../isolation/subjects";
import { type ApiUnderAttack, insides, openApiUnderAttack } from "./api-under-attack";

const patience = 180_000;
let attack: ApiUnderAttack;

beforeAll(async () => {
  attack = await openApiUnderAttack();
}, 120_000);

afterAll(() => attack.close());

/** Sends it as an administrator and makes sure that the answer is one of the contract's kind. */
async function send(request: ApiRequest, payload: string, query = "") {
  const answer = await attack.app.inject({
    method: request.method,
    url: addressOf(request) + query,
    headers: { authorization: `Token ${attack.secret}` },
    payload,
  });
  const what = `${request.method} ${addressOf(request)}${query} with ${payload.slice(0, 300)}`;
  expect(answer.statusCode, `${what}: ${answer.payload.slice(0, 500)}`).toBeLessThan(500);
  if (answer.statusCode >= 400) expect(answer.payload, what).not.toMatch(insides);
  expect(answer.headers["x-powered-by"]).toBeUndefined();
  expect(answer.headers.server).toBeUndefined();
  return answer;
}

function requestOf(endpoint: (typeof apiEndpoints)[number], seed: number): ApiRequest {
  const subjects = subjectsOf(seededRandom(seed), attack.own, attack.own, endpoint.name);
  return apiRequestOf(endpoint, subjects);
}

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
