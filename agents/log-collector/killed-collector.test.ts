import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { afterwards, cleanUp, connected, freePorts, sendKept, temporaryFolder } from "./collector-fixture";
import { configurationOf, RecordingPortal } from "./recording-portal";

/** The program as the portal offers it: one file. */
let program: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "portcullis-collector-program-"));
  program = path.join(folder, "collector.cjs");
  await build({
    entryPoints: [path.join(import.meta.dirname, "main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent",
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(cleanUp);

async function portalFor(port: number): Promise<RecordingPortal> {
  const portal = new RecordingPortal(configurationOf([{ name: "proxy", receiver: "syslog-tcp", port }]));
  await portal.start();
  afterwards(() => portal.stop());
  return portal;
}

/** The program itself, in a process of its own. @param limit lines of shell before it */
function start(portal: RecordingPortal, spool: string, limit = ":", ...args: string[]): ChildProcess {
  const command = [process.execPath, program, "--spool", spool];
  const options = ["--url", portal.url, "--rotate-size", "1K", "--rotate-age", "1s", "--keep-free", "0", ...args];
  const child = spawn("bash", ["-c", `${limit}; exec "$@"`, "bash", ...command, ...options], {
    env: { ...process.env, PORTCULLIS_TOKEN: `pcc1${"x".repeat(60)}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout?.resume();
  child.stderr?.resume();
  afterwards(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

test("killed five times in mid-stream, the collector loses no line that it confirmed and sends none twice", async () => {
  const [port = 0] = await freePorts(1);
  const portal = await portalFor(port);
  const spool = temporaryFolder();
  const confirmed: string[] = [];
  let number = 0;
  for (let life = 0; life < 5; life++) {
    const child = start(portal, spool);
    // Lines go over short connections, each confirmed by its end; the kill comes while one of them is under way.
    for (let round = 0; round < 6; round++) {
      const lines = Array.from({ length: 200 }, () => `<14>${life} line ${number++} of the stream`);
      await sendKept(port, lines);
      confirmed.push(...lines);
    }
    const socket = await connected(port);
    socket.on("error", () => {});
    socket.write("<14>not confirmed\n".repeat(2_000));
    await kill(child);
    socket.destroy();
  }
  start(portal, spool);
  const missing = () => {
    const arrived = new Set(portal.lines());
    return confirmed.filter((line) => !arrived.has(line));
  };
  await portal.when(() => missing().length === 0);
  const arrived = portal.lines().filter((line) => !line.includes("not confirmed"));
  expect(arrived).toHaveLength(confirmed.length);
}, 120_000);

test("a second program in the same spool folder ends at once, and the first goes on", async () => {
  const [port = 0] = await freePorts(1);
  const portal = await portalFor(port);
  const spool = temporaryFolder();
  start(portal, spool);
  await sendKept(port, ["<14>one"]);
  const [code] = await once(start(portal, spool), "exit");
  expect(code).toBe(9);
  await sendKept(port, ["<14>two"]);
  await portal.when(() => portal.lines().length === 2);
}, 60_000);

test("a disk that refuses bytes stops nothing: what was confirmed arrives, and the rest is not confirmed", async () => {
  const [port = 0] = await freePorts(1);
  const portal = await portalFor(port);
  const spool = temporaryFolder();
  // The system refuses to let any file of this process grow beyond 64 KB, as a full disk would refuse it.
  const child = start(portal, spool, "ulimit -f 64", "--rotate-size", "1M", "--rotate-age", "1h");
  const line = `<14>${"x".repeat(995)}`;
  await sendKept(
    port,
    Array.from({ length: 40 }, () => line),
  );
  const held = await connected(port);
  held.on("error", () => {});
  let isConfirmed = false;
  held.once("end", () => {
    isConfirmed = true;
  });
  held.end(`${line}\n`.repeat(40));
  await portal.when(() => portal.reports.at(-1)?.fault === "disk-full");
  expect(isConfirmed).toBe(false);
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect({ code, isConfirmed }).toEqual({ code: 0, isConfirmed: false });
  await portal.when(() => portal.lines().length === 40);
}, 60_000);
