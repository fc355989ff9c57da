import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { connect as connectTls } from "node:tls";
import { expect, type Page, test } from "@playwright/test";
import { Client } from "basic-ftp";
import { expectAccessible } from "../support/expect-accessible";
import { httpCall } from "../support/http-call";
import { addCollector, addDataSource } from "../support/log-collectors-page";
import { makeOwnTenant, type OwnTenant } from "../support/own-tenant";
import { runningPortal } from "../support/running-portal";
import { squidLog } from "../support/send-log";
import { makeAuthority, makeServerCertificate } from "../support/test-certificates";

/* The log collector itself, as the portal offers it, from a device's lines to the reports of Cloud Discovery. */

let own: OwnTenant;
let folder: string;
let collector: ChildProcess | null = null;
let output = "";

test.beforeEach(async () => {
  own = await makeOwnTenant();
  output = "";
  folder = mkdtempSync(path.join(tmpdir(), "portcullis-e2e-collector-"));
});

test.afterEach(async () => {
  if (collector !== null && collector.exitCode === null && collector.signalCode === null) await killCollector();
  rmSync(folder, { recursive: true, force: true });
  await own.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the program that the portal offers; what it says is collected. */
async function startCollector(
  secret: string,
  ports: Record<"udp" | "tcp" | "tls" | "ftp", number>,
): Promise<ChildProcess> {
  const answer = await fetch(`${runningPortal().baseUrl}/downloads/portcullis-log-collector.cjs`);
  expect(answer.status).toBe(200);
  const program = path.join(folder, "collector.cjs");
  writeFileSync(program, await answer.text());
  writeFileSync(path.join(folder, "token"), secret, { mode: 0o600 });
  const where = ["--url", own.url, "--token-file", path.join(folder, "token"), "--spool", path.join(folder, "spool")];
  const places = { 514: ports.udp, 601: ports.tcp, 6514: ports.tls, 21: ports.ftp };
  const moved = Object.entries(places).flatMap(([from, to]) => ["--map-port", `${from}=${to}`]);
  const tls = ["--tls-cert", path.join(folder, "cert.pem"), "--tls-key", path.join(folder, "key.pem")];
  const soon = ["--rotate-age", "1s", "--keep-free", "0", "--listen", "127.0.0.1"];
  const started = spawn(process.execPath, [program, ...where, ...moved, ...tls, ...soon]);
  for (const stream of [started.stdout, started.stderr])
    stream?.on("data", (chunk) => {
      output += chunk.toString();
    });
  collector = started;
  return started;
}

async function killCollector(): Promise<void> {
  const exit = collector === null ? Promise.resolve() : once(collector, "exit");
  collector?.kill("SIGKILL");
  await exit;
}

async function connected(port: number): Promise<Socket> {
  let socket: Socket | null = null;
  await expect(async () => {
    socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
  }).toPass({ timeout: 30_000 });
  if (socket === null) throw new Error("there is no connection");
  return socket;
}

/** Sends lines and waits for the end that says that they are kept. */
async function sendKept(port: number, text: string): Promise<void> {
  const socket = await connected(port);
  socket.resume();
  socket.end(text);
  await once(socket, "end");
}

/** The same over TLS; the device trusts the collector's authority. */
async function sendKeptOverTls(port: number, ca: string, text: string): Promise<void> {
  const socket = connectTls({ host: "127.0.0.1", port, ca, servername: "localhost" });
  await once(socket, "secureConnect");
  socket.resume();
  socket.end(text);
  await once(socket, "end");
}

/** One datagram for each line; nobody says whether they arrive. */
async function sendDatagrams(port: number, text: string): Promise<void> {
  const socket = createSocket("udp4");
  for (const line of text.trimEnd().split("\n"))
    await new Promise<void>((resolve, reject) =>
      socket.send(line, port, "127.0.0.1", (error) => (error === null ? resolve() : reject(error))),
    );
  socket.close();
}

/** Has the running collector test itself from its page. */
async function testConnection(page: Page): Promise<void> {
  await page.getByRole("row").filter({ hasText: "taipei" }).getByRole("link", { name: "taipei" }).click();
  await page.getByRole("button", { name: "Test connection" }).click();
  const state = page.getByRole("status").filter({ hasText: "not every device has sent something" });
  await expect(state).toBeVisible({ timeout: 45_000 });
  const step = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(step("Certificate for TLS")).toContainText("Works");
  await expect(step("Ports open")).toContainText(/proxy-udp: UDP \d+/);
  await expect(step("Logs received")).toContainText("nothing came since the start for proxy-tcp");
  await expect(step("Files sent to the portal")).toContainText("Works");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Log collectors" }).first().click();
}

function log(lines: number): string {
  return squidLog(Array.from({ length: lines }, (_, place) => ({ host: "www.dropbox.com", user: `user${place}` })));
}

/** Lines that Cloud Discovery has read of all files, and how many files are not read yet. */
async function readLines(secret: string): Promise<{ lines: number; unread: number }> {
  const answer = await httpCall({
    method: "POST",
    path: "/api/v1/discovery/uploads/",
    tenant: own.slug,
    secret,
    body: {},
  });
  const uploads: { state: string; summary: { parsed: number } | null }[] = JSON.parse(answer.text).data;
  return {
    lines: uploads.reduce((sum, { summary }) => sum + (summary?.parsed ?? 0), 0),
    unread: uploads.filter(({ state }) => state !== "done").length,
  };
}

async function deleteCollector(page: Page): Promise<void> {
  const row = page.getByRole("row").filter({ hasText: "taipei" });
  await row.getByRole("button", { name: "Actions for taipei" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete collector" }).click();
  await expect(page.getByRole("heading", { name: "No log collector yet" })).toBeVisible();
}

test("lines and files that a device was told are kept are read by Cloud Discovery once each, though the collector is killed, and it ends when it is deleted", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const reader = await own.issueSecret("global-administrator");
  await own.signInAs(page, "global-administrator", "Ada Administrator");
  const authority = await makeAuthority();
  const certificate = await makeServerCertificate(authority);
  writeFileSync(path.join(folder, "cert.pem"), certificate.cert);
  writeFileSync(path.join(folder, "key.pem"), certificate.key, { mode: 0o600 });
  await addDataSource(page, own.url, "proxy-udp", "Syslog UDP", "156");
  await addDataSource(page, own.url, "proxy-tcp", "Syslog TCP", "156");
  await addDataSource(page, own.url, "proxy-tls", "Syslog TLS", "156");
  await addDataSource(page, own.url, "proxy-ftp", "FTP", "155");
  const secret = await addCollector(page, own.url, "taipei", ["proxy-udp", "proxy-tcp", "proxy-tls", "proxy-ftp"]);
  await page.getByRole("button", { name: "Copy token" }).click();
  const ports = { udp: await freePort(), tcp: await freePort(), tls: await freePort(), ftp: await freePort() };
  await startCollector(secret, ports);
  await expect(page.getByRole("status").filter({ hasText: "The collector is connected." })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("button", { name: "Finish" }).click();

  await sendKept(ports.tcp, log(120));
  const cut = await connected(ports.tcp);
  cut.on("error", () => {});
  await sendKept(ports.tcp, log(30));
  await killCollector();
  cut.destroy();
  const started = await startCollector(secret, ports);
  await connected(ports.ftp).then((socket) => socket.destroy());
  const ftp = new Client(20_000);
  const password = readFileSync(path.join(folder, "spool", "ftp-password"), "utf8").trim();
  await ftp.access({ host: "127.0.0.1", port: ports.ftp, user: "collector", password });
  // A device that did not hear the first answer sends the file again.
  const file = log(50);
  for (const _attempt of [1, 2]) await ftp.uploadFrom(Readable.from([Buffer.from(file)]), "/proxy-ftp/access.log");
  ftp.close();
  await sendKeptOverTls(ports.tls, authority.cert, log(40));
  await sendDatagrams(ports.udp, log(20));
  await expect.poll(() => readLines(reader), { timeout: 60_000 }).toEqual({ lines: 260, unread: 0 });
  await expect(page.getByRole("row").filter({ hasText: "taipei" })).toContainText("Connected", { timeout: 60_000 });

  await testConnection(page);

  const ended = once(started, "exit");
  await deleteCollector(page);
  const [code] = await ended;
  expect(code).toBe(3);
  expect(output).toContain("Invalid token");
  expect(output).not.toContain(secret);
  expect(output).not.toContain(password);
});
