import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
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

let portal: RecordingPortal;
let ports: number[];

beforeEach(async () => {
  ports = await freePorts(2);
  portal = new RecordingPortal(
    configurationOf([
      { name: "proxy", receiver: "syslog-tcp", port: ports[0] ?? 0 },
      { name: "firewall", receiver: "syslog-tcp", port: ports[1] ?? 0 },
    ]),
  );
  await portal.start();
  afterwards(() => portal.stop());
});

afterEach(cleanUp);

/** Asks a running collector for a test. @returns its steps as the portal was told them last */
async function tested({ collector }: ReturnType<typeof runCollector>): Promise<string[]> {
  const id = randomUUID();
  portal.connectionTest = id;
  await collector.heartbeat.report();
  const isEnd = (told: (typeof portal.tests)[number]) => told.id === id && told.isFinished;
  await portal.when(() => portal.tests.some(isEnd));
  portal.connectionTest = null;
  const steps = portal.tests.find(isEnd)?.steps ?? [];
  return steps.map(({ step, outcome, fault }) => `${step}: ${outcome}${fault === null ? "" : ` (${fault})`}`);
}

test("a collector that is asked in the portal tests itself once, and says which devices have sent nothing", async () => {
  const running = runCollector(portal, settingsIn(temporaryFolder()));
  await sendKept(ports[0] ?? 0, numbered(0, 5));
  const begun = ["portal: ok", "token: ok", "spool-folder: ok", "certificate: not-applicable", "ports: ok"];
  expect(await tested(running)).toEqual([...begun, "logs: unconfirmed", "uploads: ok"]);
  expect(portal.tests.at(-1)?.steps[5]?.detail).toBe("nothing came since the start for firewall");
  const told = portal.tests.length;
  await running.collector.heartbeat.report();
  expect(portal.tests).toHaveLength(told);
  await sendKept(ports[1] ?? 0, numbered(5, 5));
  expect(await tested(running)).toEqual([...begun, "logs: ok", "uploads: ok"]);
});

test("a port that is taken is the step that fails, and the next test opens it once it is free", async () => {
  const other = createServer().listen(ports[1], "127.0.0.1");
  await once(other, "listening");
  const running = runCollector(portal, settingsIn(temporaryFolder()));
  await sendKept(ports[0] ?? 0, numbered(0, 5));
  expect((await tested(running)).slice(4)).toEqual([
    "ports: failed (port-in-use)",
    "logs: skipped",
    "uploads: skipped",
  ]);
  expect(portal.tests.at(-1)?.steps[4]?.detail).toContain(`firewall: TCP port ${ports[1]} is in use`);
  await new Promise((resolve) => other.close(resolve));
  expect((await tested(running))[4]).toBe("ports: ok");
});

test("a portal that does not take files is the step that fails", async () => {
  portal.intercept = (requested, response) => {
    if (!requested.includes("done_upload")) return false;
    response.statusCode = 400;
    response.end(JSON.stringify({ detail: "the data source has no parser" }));
    return true;
  };
  const running = runCollector(portal, settingsIn(temporaryFolder()));
  await sendKept(ports[0] ?? 0, numbered(0, 5));
  await portal.when(() => portal.reports.at(-1)?.dataSources[0]?.fault === "upload-refused");
  expect((await tested(running)).at(-1)).toBe("uploads: failed (upload-refused)");
  expect(portal.tests.at(-1)?.steps.at(-1)?.detail).toContain("has no parser");
});

test("a disk below its limit is the step that fails", async () => {
  const full = settingsIn(temporaryFolder(), { limits: { spoolBytes: 1e8, keepFreeBytes: Number.MAX_SAFE_INTEGER } });
  const running = runCollector(portal, full);
  await portal.when(() => portal.reports.length > 0);
  expect((await tested(running)).slice(2, 4)).toEqual(["spool-folder: failed (disk-full)", "certificate: skipped"]);
});
