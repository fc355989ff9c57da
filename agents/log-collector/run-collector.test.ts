import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exitCodes } from "../shared/exit-codes";
import {
  afterwards,
  cleanUp,
  freePorts,
  numbered,
  runCollector,
  sendKept,
  settingsIn,
  temporaryFolder,
} from "./collector-fixture";
import { configurationOf, RecordingPortal } from "./recording-portal";

let folder: string;
let portal: RecordingPortal;
let port: number;

beforeEach(async () => {
  folder = temporaryFolder();
  [port = 0] = await freePorts(1);
  portal = new RecordingPortal(configurationOf([{ name: "proxy", receiver: "syslog-tcp", port }]));
  await portal.start();
  afterwards(() => portal.stop());
});

afterEach(cleanUp);

test("every line arrives once at the portal, and the file stays among the last twenty", async () => {
  const { stop } = runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(0, 500));
  await portal.when(() => portal.lines().length >= 500);
  await stop();
  expect(portal.lines()).toEqual(numbered(0, 500));
  expect(readdirSync(path.join(folder, "sources/proxy/backup"))).toEqual([portal.files[0]?.filename]);
});

test("what arrives while the portal is away arrives at the portal when it is back, once", async () => {
  const { collector } = runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(0, 10));
  await portal.when(() => portal.lines().length === 10);
  await portal.stop();
  await sendKept(port, numbered(10, 10));
  expect(collector.sources.sources[0]?.report.bytesWaiting).toBeGreaterThan(0);
  await portal.start();
  await portal.when(() => portal.lines().length >= 20);
  expect(portal.lines()).toEqual(numbered(0, 20));
});

test.each(["upload_url", "put", "done_upload"])(
  "a file counts once when the answer to its %s is lost, however often",
  async (step) => {
    let losses = 3;
    // The portal does what it was asked; then the connection breaks.
    portal.intercept = (requested, response) => {
      if (!requested.includes(step) || losses === 0) return false;
      losses -= 1;
      const end = response.end.bind(response);
      response.end = (() => response.socket?.destroy() ?? end()) as typeof response.end;
      return false;
    };
    runCollector(portal, settingsIn(folder));
    await sendKept(port, numbered(0, 20));
    await portal.when(() => portal.lines().length > 0 && losses < 3);
    await sendKept(port, numbered(20, 20));
    await portal.when(() => portal.lines().length >= 40);
    expect(portal.lines()).toEqual(numbered(0, 40));
  },
);

test("a source that is added in the portal is received without a restart, and one that is removed is let go", async () => {
  const [second = 0] = await freePorts(1);
  const { collector } = runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(0, 5));
  portal.configuration = configurationOf(
    [
      { name: "proxy", receiver: "syslog-tcp", port },
      { name: "firewall", receiver: "syslog-tcp", port: second },
    ],
    { version: 2 },
  );
  await collector.heartbeat.report();
  await sendKept(second, numbered(5, 5));
  await portal.when(() => portal.lines("id-firewall").length >= 5 && portal.lines("id-proxy").length >= 5);
  portal.configuration = configurationOf([{ name: "firewall", receiver: "syslog-tcp", port: second }], { version: 3 });
  await collector.heartbeat.report();
  await portal.when(() => portal.reports.at(-1)?.configurationVersion === 3);
  const refused = connect(port, "127.0.0.1");
  await expect(once(refused, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test.each([
  [401, exitCodes.invalidToken],
  [403, exitCodes.disabled],
])(
  "an answer of %i in mid-stream ends the collector with code %i, and what it kept waits on its disk",
  async (status, code) => {
    const { ended } = runCollector(portal, settingsIn(folder));
    await sendKept(port, numbered(0, 5));
    await portal.when(() => portal.lines().length === 5);
    portal.refusal = status;
    await sendKept(port, numbered(5, 5));
    expect(await ended).toMatchObject({ exitCode: code });
    portal.refusal = null;
    runCollector(portal, settingsIn(folder));
    await portal.when(() => portal.lines().length >= 10);
    expect(portal.lines()).toEqual(numbered(0, 10));
  },
);

test("a collector whose only port is taken tells the portal and ends with a sentence that names the port", async () => {
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  afterwards(() => void other.close());
  const { ended } = runCollector(portal, settingsIn(folder));
  expect(await ended).toMatchObject({
    exitCode: exitCodes.portUnavailable,
    message: expect.stringContaining(`TCP port ${port} is in use`),
  });
  expect(portal.reports.at(-1)?.dataSources[0]).toMatchObject({ fault: "port-in-use" });
});

test("a collector that hears something goes on when another port is taken, and opens it once it is free", async () => {
  const [second = 0] = await freePorts(1);
  const other = createServer().listen(second, "127.0.0.1");
  await once(other, "listening");
  portal.configuration = configurationOf([
    { name: "proxy", receiver: "syslog-tcp", port },
    { name: "firewall", receiver: "syslog-tcp", port: second },
  ]);
  const { collector } = runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(0, 5));
  await portal.when(() => portal.reports.some(({ dataSources }) => dataSources[1]?.fault === "port-in-use"));
  await new Promise((resolve) => other.close(resolve));
  await collector.sources.openMissing();
  await sendKept(second, numbered(5, 5));
  await portal.when(() => portal.reports.at(-1)?.dataSources[1]?.fault === null);
});

test("a source over TLS without a certificate is a fault that says so", async () => {
  portal.configuration = configurationOf([{ name: "proxy", receiver: "syslog-tls", port }]);
  const { ended } = runCollector(portal, settingsIn(folder));
  expect(await ended).toMatchObject({
    exitCode: exitCodes.configuration,
    message: expect.stringContaining("--tls-cert"),
  });
  expect(portal.reports.at(-1)?.dataSources[0]?.fault).toBe("certificate-missing");
});

test("a stop in order sends what is younger than any rule would send", async () => {
  const { stop } = runCollector(
    portal,
    settingsIn(folder, { rotation: { bytes: 1e6, ageMs: 1e6, pauseMs: 1e6, bytesMaximum: 1e9 } }),
  );
  await sendKept(port, numbered(0, 5));
  expect(portal.lines()).toEqual([]);
  await stop();
  expect(portal.lines()).toEqual(numbered(0, 5));
});

test("a machine that starts while the portal is away listens by the configuration of its last run", async () => {
  const first = runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(0, 5));
  await first.stop();
  await portal.stop();
  runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(5, 5));
  await portal.start();
  await portal.when(() => portal.lines().length >= 10);
  expect(portal.lines()).toEqual(numbered(0, 10));
});

test("a portal that refuses a source's files is shown as that source's fault, and nothing is thrown away", async () => {
  portal.intercept = (requested, response) => {
    if (!requested.includes("done_upload")) return false;
    response.statusCode = 400;
    response.end(JSON.stringify({ detail: "the data source has no parser" }));
    return true;
  };
  runCollector(portal, settingsIn(folder));
  await sendKept(port, numbered(0, 5));
  await portal.when(() => portal.reports.at(-1)?.dataSources[0]?.fault === "upload-refused");
  expect(portal.reports.at(-1)?.dataSources[0]?.faultDetail).toContain("no parser");
  portal.intercept = null;
  await portal.when(() => portal.lines().length === 5 && portal.reports.at(-1)?.dataSources[0]?.fault === null);
  expect(existsSync(path.join(folder, "sources/proxy/ready"))).toBe(true);
});
