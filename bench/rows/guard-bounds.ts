import { spawnSync } from "node:child_process";
import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type PortalUnderTest, startPortalUnderTest } from "../harness/portal-under-test";
import { spreadOf } from "../harness/ratio";
import type { Stage } from "../harness/stage";
import type { Line, Row, Run } from "./row";
import { type Known, secretsOf, withServers } from "./wire";

const nodes = 3;
const revocations = { quick: 30, whole: 150 };
const revokedFrom = 17_000;
const freezes = 5;

export const guardBounds: Row[] = [
  {
    id: "B14",
    title: "From the commit of a revocation to its refusal on every one of three processes",
    measure: revocationLatency,
    whenMissed:
      "Healthy: the tail is a core that other work held. Frozen: a process is cut off when its lease is over and a poll has " +
      "failed, and looks for that every 20 ms while a call waits.",
  },
  {
    id: "B15",
    title: "Cold start to the first answer, and memory of a hundred thousand remembered tokens",
    measure: startAndMemory,
    whenMissed:
      "Without a journal of revocations it takes 1.4 s on two cores, nearly all of it loading code. This world has a " +
      "hundred thousand revocations, and before anybody is let in each is read and looked up, whether a restored backup made " +
      "it live again: the rest, though it runs beside the loading.",
  },
];

async function revocationLatency({ stage, pace, note }: Run): Promise<Line[]> {
  const rounds = pace.rounds >= 5 ? revocations.whole : revocations.quick;
  return withServers(async (start) => {
    const servers: PortalUnderTest[] = [];
    for (let index = 0; index < nodes; index += 1)
      servers.push(await start(startPortalUnderTest(stage, stage.large, { core: null })));
    let next = revokedFrom;
    const histogram = async () => {
      const latencies: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const [token] = secretsOf(stage.large, next++, 1);
        if (token !== undefined) latencies.push(await refusedAfter(stage, servers, token));
      }
      return spreadOf(latencies);
    };
    const healthy = await histogram();
    note(`healthy: ${healthy.median.toFixed(1)} ms, at most ${healthy.max.toFixed(1)} ms`);
    const silent = await withoutNotify(stage, histogram);
    note(`no NOTIFY: ${silent.median.toFixed(1)} ms, at most ${silent.max.toFixed(1)} ms`);
    const frozen = spreadOf(await freezeTimes(stage, servers, secretsOf(stage.large, next, 1)[0]));
    note(`frozen: at most ${frozen.max.toFixed(0)} ms`);
    const line = (what: string, { min, median, max }: typeof healthy, gate: number, remark: string): Line => ({
      what,
      figure: `${median.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)}) ms`,
      gate: `max < ${gate} ms`,
      passed: max < gate,
      remark,
    });
    return [
      line("healthy", healthy, 50, `${rounds} revocations, measured until the last of ${nodes} processes answers 401`),
      line("every NOTIFY dropped", silent, 300, `${rounds} revocations`),
      line("Postgres frozen, until 503", frozen, 1_050, `${freezes} freezes`),
    ];
  });
}

/** Milliseconds from the commit until each process has refused the token. */
async function refusedAfter(stage: Stage, servers: readonly PortalUnderTest[], token: Known): Promise<number> {
  for (const server of servers) if ((await call(server, token)) !== 200) throw new Error("a living token was refused");
  await stage.large.admin.query("update api_token set revoked_at = now() where id = $1", [token.tokenId]);
  const committed = performance.now();
  const refusals = servers.map(async (server) => {
    while ((await call(server, token)) !== 401)
      if (performance.now() - committed > 5_000) throw new Error("still let in");
    return performance.now() - committed;
  });
  return Math.max(...(await Promise.all(refusals)));
}

/** The same while the database tells nobody: processes find out by asking. */
async function withoutNotify<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  const { admin } = stage.large;
  const { rows } = await admin.query<{ definition: string }>(
    "select pg_get_functiondef('auth.raise_epoch(text, uuid)'::regprocedure) as definition",
  );
  const definition = rows[0]?.definition ?? "";
  const silent = definition.replace(/PERFORM pg_notify\([^;]*;/, "");
  if (silent === definition) throw new Error("auth.raise_epoch has changed: it notifies nobody that this row knows");
  await admin.query(silent);
  try {
    return await work();
  } finally {
    await admin.query(definition);
  }
}

/** Milliseconds from the moment Postgres stops until every process answers 503. */
async function freezeTimes(
  stage: Stage,
  servers: readonly PortalUnderTest[],
  token: Known | undefined,
): Promise<number[]> {
  if (token === undefined) throw new Error("the world has no token left");
  const times: number[] = [];
  for (let round = 0; round < freezes; round += 1) {
    for (const server of servers) await untilAnswers(server, token, 200);
    const pids = processesOf(stage.postgresPid);
    for (const pid of pids) process.kill(pid, "SIGSTOP");
    const frozen = performance.now();
    try {
      await Promise.all(servers.map((server) => untilAnswers(server, token, 503)));
      times.push(performance.now() - frozen);
    } finally {
      for (const pid of pids) process.kill(pid, "SIGCONT");
    }
  }
  return times;
}

async function untilAnswers(server: PortalUnderTest, token: Known, status: number): Promise<void> {
  const began = performance.now();
  while ((await call(server, token)) !== status) {
    if (performance.now() - began > 10_000) throw new Error(`no ${status} within ten seconds`);
    await pause(2);
  }
}

function processesOf(postmaster: number): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", String(postmaster)], { encoding: "utf8" });
  return [
    postmaster,
    ...stdout
      .trim()
      .split(/\s+/)
      .map(Number)
      .filter((pid) => pid > 0),
  ];
}

const agent = new Agent({ keepAlive: true });

function call({ port }: PortalUnderTest, { secret }: Known): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Token ${secret}`, host: `localhost:${port}` };
    const request = get({ agent, port, host: "127.0.0.1", path: "/api/v1/me/", headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    request.once("error", reject);
  });
}

async function startAndMemory({ stage, pace, note }: Run): Promise<Line[]> {
  const seconds: number[] = [];
  const [token] = secretsOf(stage.large, 0, 1);
  if (token === undefined) throw new Error("the world has no known token");
  for (let round = 0; round < pace.rounds; round += 1)
    await withServers(async (start) => {
      const began = performance.now();
      const server = await start(startPortalUnderTest(stage, stage.large));
      await untilAnswers(server, token, 200);
      seconds.push((performance.now() - began) / 1_000);
      note(`round ${round + 1}: ${seconds.at(-1)?.toFixed(2)} s`);
    });
  const cold = spreadOf(seconds);
  const { bytes, size } = memoryOf(100_000);
  return [
    {
      what: "from the start of the process to the first 200",
      figure: `${cold.median.toFixed(2)} (${cold.min.toFixed(2)}–${cold.max.toFixed(2)}) s`,
      gate: "≤ 1.5 s",
      passed: cold.median <= 1.5,
      remark: "pages and API together",
    },
    {
      what: "heap of what is remembered of 100,000 tokens",
      figure: `${(bytes / 1_000_000).toFixed(1)} MB`,
      gate: "≤ 25 MB",
      passed: bytes <= 25_000_000,
      remark: `${size.toLocaleString("en")} tokens, ${Math.round(bytes / size)} bytes each`,
    },
  ];
}

/** What remembering costs, by the garbage collector's own count; the memory's own bound may forget some of them. */
function memoryOf(tokens: number): { bytes: number; size: number } {
  const program = `
    import { TokenMemory } from "./lib/guard/token-memory.ts";
    import { hash, randomUUID, randomBytes } from "node:crypto";
    const keyOf = (i) => hash("sha256", String(i), "binary");
    const tenants = Array.from({ length: 1000 }, () => randomUUID());
    gc(); const before = process.memoryUsage();
    const memory = new TokenMemory();
    for (let i = 0; i < ${tokens}; i += 1) {
      const principal = { kind: "token", tokenKind: "api", tenantId: tenants[i % 1000], tenantSlug: "bench-" + (i % 1000), memberId: randomUUID(),
        memberName: "Anna Lindberg " + (i % 2000), memberEmail: "anna.lindberg" + (i % 2000) + "@contoso.example",
        role: "security-reader", tokenId: randomUUID(), tokenPublicId: randomBytes(6).toString("hex"), tokenName: "nightly export " + i };
      memory.put(keyOf(i), { principal, revoked: false, tenantSuspended: false, ownerDeactivated: false }, 1, 0);
    }
    // All of them call once, so that as many as may lie unpacked beside do so.
    for (let i = 0; i < ${tokens}; i += 1) {
      const found = memory.find(keyOf(i));
      if (found !== null) memory.tokenOf(found);
    }
    gc(); const after = process.memoryUsage();
    console.log(JSON.stringify({ bytes: after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers, size: memory.size }));`;
  const args = ["--expose-gc", "--import", "tsx", "--input-type=module", "-e", program];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
