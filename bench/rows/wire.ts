import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { projectRoot } from "@/scripts/project";
import { type Child, runLoad, startChild } from "../harness/child";
import { type PortalUnderTest, startPortalUnderTest, type Variant } from "../harness/portal-under-test";
import type { MeasuredDatabase, Stage } from "../harness/stage";
import type { LoadOrder, LoadResult } from "../harness/wire-load";
import type { Pace } from "./row";

const me = "/api/v1/me/";
const connections = 32;
const warmupMilliseconds = 1_000;

export type Known = MeasuredDatabase["world"]["secrets"][number];

/** A token of the measured database, at most so far into the list. */
export function secretsOf({ world }: MeasuredDatabase, from: number, count: number): Known[] {
  const found = world.secrets.slice(from, from + count);
  if (found.length < count) throw new Error("the world has too few known tokens");
  return found;
}

export function oneOf(tokens: readonly Known[]): [Known] {
  const [first] = tokens;
  if (first === undefined) throw new Error("the world has no known token");
  return [first];
}

/** Headers of calls at the general URL, where the token names its tenant. */
export function headersAt(port: number, secrets: readonly Known[]): string[] {
  return secrets.map(({ secret }) => `Host: localhost:${port}\r\nAuthorization: Token ${secret}\r\n`);
}

/** Requests a second that a server answered with 200. @throws Error when it answered anything else */
export async function rate(
  pace: Pace,
  order: Pick<LoadOrder, "port" | "headers"> & Partial<LoadOrder>,
): Promise<number> {
  return onlyGood(await load(pace, order)).perSecond;
}

export function load(pace: Pace, order: Pick<LoadOrder, "port" | "headers"> & Partial<LoadOrder>): Promise<LoadResult> {
  return runLoad({ path: me, connections, milliseconds: pace.milliseconds, warmupMilliseconds, ...order });
}

export function onlyGood(result: LoadResult): LoadResult {
  const bad = Object.keys(result.statuses).filter((status) => status !== "200");
  if (bad.length > 0 || result.requests === 0) throw new Error(`answers were ${JSON.stringify(result.statuses)}`);
  return result;
}

/** Runs work with servers that are stopped afterwards, whatever happens. */
export async function withServers<T>(
  work: (started: <S extends Child>(server: Promise<S>) => Promise<S>) => Promise<T>,
) {
  const running: Child[] = [];
  try {
    return await work(async (starting) => {
      const server = await starting;
      running.push(server);
      return server;
    });
  } finally {
    for (const server of running) await server.stop();
  }
}

export function portal(stage: Stage, database: MeasuredDatabase, variant: Variant = "whole"): Promise<PortalUnderTest> {
  return startPortalUnderTest(stage, database, { variant });
}

export type Rival = Child & { port: number };

let rivalPort = Number(process.env.PORTAL_BENCH_PORT ?? 4680) + 60;

/** A port for a server beside the portal's, which no other of this run has. */
export function nextRivalPort(): number {
  rivalPort += 1;
  return rivalPort;
}

/** Another way to answer the same bytes: see bench/rivals/rival-server.ts. */
export async function rival(stage: Stage, kind: string, like: { secret: string; payload: string }): Promise<Rival> {
  const port = nextRivalPort();
  const child = await startChild({
    args: ["--import", "tsx", "bench/rivals/rival-server.ts", kind, String(port)],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      RIVAL_SECRET: like.secret,
      RIVAL_PAYLOAD: like.payload,
      RIVAL_PEPPER: stage.pepper,
      RIVAL_DATABASE_AUTH_URL: stage.large.urls.authUrl,
    },
  });
  return { ...child, port };
}

/** The very bytes that the product answers to a token. */
export async function payloadOf({ port }: PortalUnderTest, { secret }: Known): Promise<string> {
  const answer = await fetch(`http://localhost:${port}${me}`, { headers: { authorization: `Token ${secret}` } });
  if (answer.status !== 200) throw new Error(`the product answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

/**
 * Statements for each request that were sent while something ran, which says how many requests it made: by the portal's
 * roles, or by a peer in a database of its own.
 */
export async function statementsDuring(
  { admin }: MeasuredDatabase,
  work: () => Promise<number>,
  by: { roles: string[]; database: string | null } = { roles: ["portcullis_app", "portcullis_auth"], database: null },
): Promise<number> {
  await admin.query("select pg_stat_statements_reset()");
  const requests = await work();
  const { rows } = await admin.query<{ calls: string }>(
    `select coalesce(sum(calls), 0) as calls from pg_stat_statements s join pg_roles r on r.oid = s.userid
     where r.rolname = any($1) and s.toplevel
       and s.dbid = (select oid from pg_database where datname = coalesce($2, current_database()))`,
    [by.roles, by.database],
  );
  return Number(rows[0]?.calls ?? 0) / requests;
}

/** Builds the Next application of bench/rivals, which takes most of a minute. */
export function buildNextRival(): void {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const built = spawnSync(process.execPath, [next, "build", "bench/rivals/next-app"], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the Next rival does not build: ${built.stdout}${built.stderr}`);
}
