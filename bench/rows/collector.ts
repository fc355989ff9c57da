import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "../harness/child";
import { inRounds, ratioOf } from "../harness/ratio";
import { atLeast, type Line, type Row, type Run } from "./row";

const linesOfARound = 400_000;
const oneLine = (number: number) =>
  `<134>Nov 29 09:15:07 proxy squid[812]: 1767225600.${String(number).padStart(6, "0")} 312 192.0.2.${number % 250} TCP_TUNNEL/200 ${number} CONNECT app${number % 900}.example:443 user${number % 5_000} HIER_DIRECT/203.0.113.80 -\n`;

/** Both write what they receive into a file on the same disk; the collector also promises that it is synced. */
export const collector: Row[] = [
  {
    id: "B30",
    title: "The log collector receiving syslog over TCP against rsyslog writing the same stream to a file",
    measureAlone: againstRsyslog,
  },
];

async function againstRsyslog({ pace, note }: Omit<Run, "stage">): Promise<Line[]> {
  if (spawnSync("rsyslogd", ["-v"]).status !== 0)
    return [
      {
        what: "lines a second, ours : rsyslog",
        figure: "not measured",
        gate: "≥ 0.5",
        passed: null,
        remark: "rsyslog is not installed here: apt-get install rsyslog",
      },
    ];
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-bench-collector-"));
  try {
    const stream = path.join(folder, "stream.log");
    writeFileSync(stream, Array.from({ length: linesOfARound }, (_, number) => oneLine(number)).join(""));
    const sides = await inRounds(
      pace.rounds,
      { ours: () => receivedByCollector(stream, folder), rsyslog: () => receivedByRsyslog(stream, folder) },
      note,
    );
    if (sides.ours === undefined || sides.rsyslog === undefined) throw new Error("a side was not measured");
    const speeds = [sides.ours, sides.rsyslog].map(({ values }) => Math.round(values[0] ?? 0).toLocaleString("en"));
    return [
      atLeast(
        "lines a second, ours (synced) : rsyslog (written)",
        ratioOf(sides.ours, sides.rsyslog),
        0.5,
        `${speeds.join(" and ")} lines a second in the first round`,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns lines a second until the collector has confirmed all */
async function receivedByCollector(stream: string, folder: string): Promise<number> {
  const spool = mkdtempSync(path.join(folder, "spool-"));
  const port = await freePort();
  const child = await startChild({
    args: ["--import", "tsx", "bench/rivals/collector-side.process.ts", spool, String(port)],
    env: { ...process.env },
  });
  try {
    const began = performance.now();
    await send(stream, port);
    return (linesOfARound / (performance.now() - began)) * 1_000;
  } finally {
    await child.stop();
    rmSync(spool, { recursive: true, force: true });
  }
}

/** @returns lines a second until all are in rsyslog's file */
async function receivedByRsyslog(stream: string, folder: string): Promise<number> {
  const port = await freePort();
  const output = path.join(folder, "rsyslog.out");
  const configuration = path.join(folder, "rsyslog.conf");
  writeFileSync(
    configuration,
    [
      `global(workDirectory="${folder}" maxMessageSize="64k")`,
      'module(load="imptcp")',
      'template(name="raw" type="string" string="%rawmsg%\\n")',
      `ruleset(name="keep" queue.type="LinkedList" queue.size="200000" queue.timeoutenqueue="60000") { action(type="omfile" file="${output}" template="raw") }`,
      `input(type="imptcp" port="${port}" ruleset="keep")`,
      "",
    ].join("\n"),
  );
  const daemon = ["-n", "-f", configuration, "-i", path.join(folder, "rsyslog.pid")];
  const child = spawn("taskset", ["-c", "0", "rsyslogd", ...daemon], { stdio: "ignore" });
  const ended = once(child, "exit");
  try {
    await untilListening(port);
    const began = performance.now();
    await send(stream, port);
    const bytes = statSync(stream).size;
    while ((statSync(output, { throwIfNoEntry: false })?.size ?? 0) < bytes) await wait(5);
    return (linesOfARound / (performance.now() - began)) * 1_000;
  } finally {
    child.kill("SIGTERM");
    await ended;
    rmSync(output, { force: true });
  }
}

/** Sends a file and waits until the receiver has ended its side. */
async function send(file: string, port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.resume();
  createReadStream(file, { highWaterMark: 1024 * 1024 }).pipe(socket);
  await once(socket, "end");
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await wait(25);
  }
  throw new Error("rsyslog does not listen");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
