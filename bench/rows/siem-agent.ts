import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connectTo, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities } from "@/prisma/history-factories";
import { makeSiemAgent } from "@/prisma/siem-agent-factories";
import { buildAgentPackages } from "@/scripts/agent-packages";
import { findSyslogReceiver } from "@/scripts/testing/syslog-receiver";
import { inRounds, ratioOf } from "../harness/ratio";
import type { Line, Row, Run } from "./row";
import { portal, withServers } from "./wire";

const events = 30_000;
const chunk = 5_000;
/** Beyond it a side is stuck, which is no figure. */
const patienceMilliseconds = 60_000;

export const siemAgentRow: Row = {
  id: "B17",
  title: `A SIEM agent sending ${events} activities over TCP, against programs that relay the same lines`,
  measure: siemAgent,
};

/**
 * Each side sends the same lines into the same counting sink, timed from the first byte there to the last event. The agent
 * reads them from the portal, formats and acknowledges them; rsyslog takes them from a socket and forwards them; the plain
 * pipe only copies bytes.
 */
async function siemAgent({ stage, pace, note }: Run): Promise<Line[]> {
  const client = connectTo(stage.large.urls.appUrl);
  const sink = await openSink();
  const folder = mkdtempSync(path.join(tmpdir(), "siem-bench-"));
  try {
    await buildAgentPackages();
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
    for (let made = 0; made < events; made += chunk)
      await makeActivities(
        client,
        owner.tenant,
        Array.from({ length: chunk }, (_, place) => ({ id: `bench-${made + place}` })),
      );
    return await withServers(async (start) => {
      const server = await start(portal(stage, stage.large));
      const url = `http://${server.hostOf(owner.tenant.slug)}`;
      const agent = () => rateOfAgent({ client, owner, pepper: stage.pepper, url, sink, folder });
      const stream = await linesOf(agent, sink);
      const relay = findSyslogReceiver();
      const sides = await inRounds(
        pace.rounds,
        {
          agent,
          pipe: () => sink.rateOf(() => send(stream, sink.port)),
          ...(relay === null ? {} : { rsyslog: () => rateOfRelay(relay, stream, sink, folder) }),
        },
        note,
      );
      return Object.values(sides).flatMap((side): Line[] => {
        const { agent: ours } = sides;
        if (ours === undefined || side === ours) return [];
        const perSecond = Math.round(ratioOf(ours, { name: "one", values: ours.values.map(() => 1) }).median);
        const remark = `the agent: ${perSecond} events a second`;
        return [
          {
            what: `events a second, agent : ${side.name}`,
            figure: ratioOf(ours, side),
            gate: "–",
            passed: null,
            remark,
          },
        ];
      });
    });
  } finally {
    sink.close();
    await client.$disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Sink = Awaited<ReturnType<typeof openSink>>;

/** Reads everything, counts events, and keeps the bytes when it is asked to. */
async function openSink() {
  const state = { count: 0, firstAt: 0, lastAt: 0, kept: null as Buffer[] | null };
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      state.firstAt ||= performance.now();
      for (let at = bytes.indexOf("externalId="); at >= 0; at = bytes.indexOf("externalId=", at + 1)) state.count += 1;
      state.lastAt = performance.now();
      state.kept?.push(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    state,
    close: () => server.close(),
    /** Events a second of what a side sends. A key that is cut by two reads is missed, so nearly all is enough. */
    async rateOf(work: () => Promise<unknown>): Promise<number> {
      Object.assign(state, { count: 0, firstAt: 0, lastAt: 0 });
      await work();
      for (const began = performance.now(); state.count < events * 0.99; await pause(5))
        if (performance.now() - began > patienceMilliseconds) throw new Error(`only ${state.count} events arrived`);
      for (let seen = 0; seen !== state.lastAt; await pause(200)) seen = state.lastAt;
      return (state.count / (state.lastAt - state.firstAt)) * 1_000;
    },
  };
}

async function rateOfAgent(input: {
  client: ReturnType<typeof connectTo>;
  owner: TestMember;
  pepper: string;
  url: string;
  sink: Sink;
  folder: string;
}): Promise<number> {
  const { client, owner, pepper, url, sink, folder } = input;
  const destination = { host: "127.0.0.1", port: sink.port, protocol: "tcp", caPem: null } as const;
  const name = `bench ${performance.now()}`;
  const { secret } = await makeSiemAgent(client, owner, { pepper, name, destination, sends: "activities" });
  const token = path.join(folder, "token");
  writeFileSync(token, secret, { mode: 0o600 });
  const program = "dist/agents/portcullis-siem-agent.cjs";
  let agent: ChildProcess | null = null;
  try {
    return await sink.rateOf(async () => {
      agent = spawn(process.execPath, [program, "--url", url, "--token-file", token], { stdio: "ignore" });
    });
  } finally {
    await ended(agent);
  }
}

/** One run of the agent, for the bytes that it sends. */
async function linesOf(agent: () => Promise<number>, { state }: Sink): Promise<Buffer> {
  const kept: Buffer[] = [];
  state.kept = kept;
  await agent();
  state.kept = null;
  return Buffer.concat(kept);
}

async function rateOfRelay(program: string, stream: Buffer, sink: Sink, folder: string): Promise<number> {
  const port = sink.port + 1;
  const configuration = path.join(folder, "relay.conf");
  writeFileSync(
    configuration,
    `global(workDirectory="${folder}" maxMessageSize="64k")
module(load="imtcp")
template(name="raw" type="string" string="%rawmsg%")
ruleset(name="relay") {
  action(type="omfwd" target="127.0.0.1" port="${sink.port}" protocol="tcp" TCP_Framing="octet-counted" template="raw")
}
input(type="imtcp" address="127.0.0.1" port="${port}" ruleset="relay")
`,
  );
  const pid = path.join(folder, "relay.pid");
  rmSync(pid, { force: true });
  const relay = spawn(program, ["-n", "-f", configuration, "-i", pid], { stdio: "ignore" });
  try {
    while (
      !(await send(Buffer.alloc(0), port).then(
        () => true,
        () => false,
      ))
    )
      await pause(50);
    return await sink.rateOf(() => send(stream, port));
  } finally {
    await ended(relay);
  }
}

function send(bytes: Buffer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.end(bytes));
    socket
      .resume()
      .once("error", reject)
      .once("close", () => resolve());
  });
}

async function ended(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}
