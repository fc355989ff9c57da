import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient, guardPool } from "../db/client";
import { withTenant } from "../db/transaction";
import { env } from "../env";
import { untilCutOff } from "../guard/until-cut-off";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { type Guard, openGuard } from "../tokens/open-guard";
import { mintSecret } from "../tokens/token-secret";
import { buildApi } from "./app";
import { problemOf } from "./problem";

/*
 * What every server in front of the guard's rules must answer, run against each: the product's own, and one of node:http
 * alone, which shows that the rules need nothing of Fastify.
 */
const client = appClient();
const pepper = env().PORTAL_TOKEN_PEPPER;
const refusedPerMinute = 40;
let owner: TestMember;
let stranger: TestMember;
let secret: string;

beforeAll(async () => {
  [owner, stranger] = [await member(), await member()];
  secret = await secretOf(owner);
});

const adapters: [name: string, listen: (guard: Guard) => Promise<Server>][] = [
  ["Fastify", listenWithFastify],
  ["node:http", listenWithNothing],
];

describe.each(adapters)("the guard behind %s", (_name, listen) => {
  let guard: Guard;
  let server: Server;
  let address = 0;

  beforeAll(async () => {
    guard = await openGuard({ limits: { refusedPerMinute } });
    server = await listen(guard);
  });

  afterAll(async () => {
    server.close();
    await guard.close();
  });

  afterEach(() => {
    // Each test from an address of its own: refused tokens are counted against it.
    address += 1;
  });

  const send = (headers: string[], path = "/api/v1/me") => call(server, path, [...headers, "x-source", `a${address}`]);
  const withToken = (given: string) => send(["authorization", `Token ${given}`]);

  test("lets a good token in, in every spelling of its header", async () => {
    for (const header of [`Token ${secret}`, `token   ${secret}`, `Bearer ${secret}`, `Token${secret}`])
      expect((await send(["authorization", header])).status).toBe(200);
    expect((await send(["authorization", `Token ${secret}`, "host", `${owner.tenant.slug}.localhost`])).status).toBe(
      200,
    );
  });

  test("T-07: refuses whatever is wrong with a token by the same bytes", async () => {
    const suspended = await member();
    const ofSuspended = await secretOf(suspended);
    await withTenant(suspended.tenant.id, (tx) => tx.tenant.updateMany({ data: { suspendedAt: new Date() } }), client);
    const revoked = await makeToken(client, owner, { pepper, revokedAt: new Date() });
    const foreign = await secretOf(stranger);
    const answers = [
      await send([]),
      await withToken("nonsense"),
      await withToken(`pcu1${"0".repeat(60)}`),
      await withToken(mintSecret("api").secret),
      await withToken(mintSecret("siem-agent").secret),
      await withToken(revoked.secret),
      await withToken(ofSuspended),
      await send(["authorization", `Token ${foreign}`, "host", `${owner.tenant.slug}.localhost`]),
      await send(["authorization", `Token ${secret}`, "host", "elsewhere.example"]),
      await send(["authorization", `Token ${secret}`, "authorization", `Token ${secret}`]),
      await send(["authorization", `Token ${secret}`], `/api/v1/me?token=${secret}`),
      await send(["authorization", `Basic ${secret}`]),
    ];
    for (const { status, headers, body } of answers) {
      expect({ status, body }).toEqual({ status: 401, body: '{"error":true,"detail":"Invalid token"}' });
      expect(headers["www-authenticate"]).toBe("Token");
    }
  });

  test("tells the holder of a verified token that its issuer is deactivated", async () => {
    const deactivated = await secretOf(await member(new Date()));
    const { status, body } = await withToken(deactivated);
    expect(status).toBe(403);
    expect(body).toContain("Insufficient role based permissions");
  });

  test("asks nothing of the database for a token that it knows, and one thing for one that it does not", async () => {
    const fresh = await secretOf(owner);
    expect(guard.holdsLease()).toBe(true);
    expect(await statementsOf(() => withToken(fresh))).toBe(1);
    expect(await statementsOf(() => withToken(fresh))).toBe(0);
    expect(await statementsOf(() => Promise.all([1, 2, 3].map(() => withToken(fresh))))).toBe(0);
    const forged = mintSecret("api").secret;
    expect(await statementsOf(() => withToken(forged))).toBe(1);
    expect(await statementsOf(() => withToken(forged))).toBe(0);
    expect(await statementsOf(() => withToken("nonsense"))).toBe(0);
  });

  test("answers 429 to an address of too many forged tokens before it asks the database, but lets a known token in", async () => {
    await withToken(secret);
    for (let index = 0; index < refusedPerMinute; index++)
      expect((await withToken(mintSecret("api").secret)).status).toBe(401);
    const unknown = await secretOf(owner);
    let answer = await withToken(secret);
    expect(answer.status).toBe(200);
    expect(await statementsOf(async () => (answer = await withToken(unknown)))).toBe(0);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect((await withToken(secret)).status).toBe(200);
  });

  test("R-04: answers 503 with a wait while the database is in trouble, and never 401", async () => {
    const unknown = await secretOf(owner);
    for (const trouble of [
      Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
      Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" }),
      Object.assign(new Error("sorry, too many clients already"), { code: "53300" }),
      Object.assign(new Error("No space left on device"), { code: "53100" }),
      new Error("timeout exceeded when trying to connect"),
      new Error("Query read timeout"),
      new Error("Connection terminated unexpectedly"),
    ]) {
      const pool = guardPool();
      const { query } = pool;
      Object.assign(pool, { query: () => Promise.reject(trouble) });
      const answer = await withToken(unknown);
      Object.assign(pool, { query });
      expect({ status: answer.status, trouble: trouble.message }).toEqual({ status: 503, trouble: trouble.message });
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    expect((await withToken(unknown)).status).toBe(200);
  });

  test("R-04: waits no longer for a database that never answers than until it is cut off from it", async () => {
    const unknown = await secretOf(owner);
    const pool = guardPool();
    const { query } = pool;
    Object.assign(pool, { query: () => new Promise(() => {}) });
    const answering = withToken(unknown);
    Object.assign(guard.tokens, { isCutOff: () => true });
    const answer = await answering;
    Object.assign(pool, { query });
    Reflect.deleteProperty(guard.tokens, "isCutOff");
    expect(answer.status).toBe(503);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  });

  test("refuses a token on the next request after its revocation was confirmed", async () => {
    const token = await makeToken(client, owner, { pepper });
    expect((await withToken(token.secret)).status).toBe(200);
    const revoke = { data: { revokedAt: new Date() }, where: { id: token.id } };
    await withTenant(owner.tenant.id, (tx) => tx.apiToken.updateMany(revoke), client);
    await confirmEverywhere();
    expect((await withToken(token.secret)).status).toBe(401);
  });
});

async function member(deactivatedAt: Date | null = null): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "security-reader", deactivatedAt });
}

async function secretOf(of: TestMember): Promise<string> {
  return (await makeToken(client, of, { pepper })).secret;
}

/** How many statements the guard's look-ups cost; the request quota, which shares its connections, is not one. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const pool = guardPool();
  const { query } = pool;
  let statements = 0;
  Object.assign(pool, {
    query: (...asked: Parameters<typeof query>) => {
      if (!JSON.stringify(asked).includes("lease_requests")) statements += 1;
      return query.apply(pool, asked);
    },
  });
  await work();
  Object.assign(pool, { query });
  return statements;
}

async function hostOf(host: string | undefined) {
  if (host === "elsewhere.example") return null;
  const slug = /^(.+)\.localhost$/.exec(host ?? "")?.[1];
  return slug === undefined ? ({ kind: "base" } as const) : ({ kind: "tenant", slug } as const);
}

async function listenWithFastify(guard: Guard): Promise<Server> {
  const limits = { perToken: 100_000, perTenant: 100_000 };
  const clientAddress = (incoming: IncomingMessage) => String(incoming.headers["x-source"]);
  const app = await buildApi({ tenantOfHost: hostOf, clientAddress, limits, guard });
  await app.ready();
  const server = await listenTo((incoming, response) => app.routing(incoming, response));
  server.once("close", () => void app.close());
  return server;
}

function listenWithNothing(guard: Guard): Promise<Server> {
  return listenTo((incoming, response) => void answer(guard, incoming, response));
}

async function answer(guard: Guard, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { rawHeaders, url = "/", headers } = incoming;
  const { authorization, host } = headers;
  try {
    const called = await hostOf(host);
    const source = String(headers["x-source"]);
    const admitted = guard.tokens.admit({ rawHeaders, url, authorization, host: called, source });
    const principal =
      admitted instanceof Promise ? await untilCutOff(admitted, () => guard.tokens.isCutOff()) : admitted;
    response.end(JSON.stringify({ role: principal.role }));
  } catch (error) {
    const problem = problemOf(error) ?? { status: 500, headers: {}, body: {} };
    response.writeHead(problem.status, problem.headers).end(JSON.stringify(problem.body));
  }
}

async function listenTo(listener: (incoming: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** @param headers names and values in turn, so that a name may come twice */
async function call(server: Server, path: string, headers: string[]) {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const host = headers.includes("host") ? [] : ["host", "localhost"];
  const sent = request({ port, path, host: "127.0.0.1", headers: [...host, ...headers] }).end();
  const [response]: IncomingMessage[] = await once(sent, "response");
  if (!response) throw new Error("no response");
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
