/**
 * Other ways to answer the same bytes, each in a process of its own: `rival-server.ts <kind> <port>`. The token and the
 * payload come from the environment.
 */
import { createServer, type RequestListener } from "node:http";
import pg from "pg";
import { hashSecret, parsePeppers, parseSecret } from "@/lib/tokens/token-secret";
import { verifierOf } from "./core";

const [kind = "", port = ""] = process.argv.slice(2);
const { RIVAL_SECRET = "", RIVAL_PAYLOAD = "", RIVAL_PEPPER = "", RIVAL_DATABASE_AUTH_URL = "" } = process.env;
const json = "application/json; charset=utf-8";

const verify = verifierOf(RIVAL_SECRET, RIVAL_PAYLOAD);

/** Nothing but Node: what no server on Node can exceed. */
const bare: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-type": json, "content-length": Buffer.byteLength(RIVAL_PAYLOAD) });
  response.end(RIVAL_PAYLOAD);
};

/** One hand-written prepared query for each request, and no framework. */
function bareWithQuery(): RequestListener {
  const pool = new pg.Pool({ connectionString: RIVAL_DATABASE_AUTH_URL, max: 8 });
  const [pepper] = parsePeppers(RIVAL_PEPPER);
  return (request, response) => {
    const secret = /^token ([0-9A-Za-z]{64})$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (parseSecret(secret) === null) return void response.writeHead(401).end();
    pool
      .query({
        name: "find",
        text: "select * from auth.find_guarded_token($1::bytea[])",
        values: [[Buffer.from(hashSecret(secret, pepper))]],
      })
      .then(({ rows }) => (rows[0]?.token_id ? bare(request, response) : response.writeHead(401).end()));
  };
}

async function fastify(): Promise<void> {
  const { default: Fastify } = await import("fastify");
  const app = Fastify();
  app.get("/api/v1/me/", async (request, reply) => {
    const payload = verify(request.headers.authorization);
    if (payload === null) return reply.code(401).send();
    return reply.type(json).send(payload);
  });
  await app.listen({ port: Number(port), host: "127.0.0.1" });
}

/** A Next application of two routes, one of each kind, built for production. */
async function nextApp(): Promise<void> {
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: "bench/rivals/next-app", port: Number(port) });
  await app.prepare();
  const handle = app.getRequestHandler();
  await listen((request, response) => void handle(request, response));
}

function listen(listener: RequestListener): Promise<void> {
  return new Promise((resolve) => createServer(listener).listen(Number(port), "127.0.0.1", resolve));
}

switch (kind) {
  case "bare":
    await listen(bare);
    break;
  case "bare-query":
    await listen(bareWithQuery());
    break;
  case "fastify":
    await fastify();
    break;
  case "next":
    await nextApp();
    break;
  default:
    throw new Error(`There is no rival "${kind}"`);
}
process.on("SIGTERM", () => process.exit(0));
process.send?.({ type: "ready" });
