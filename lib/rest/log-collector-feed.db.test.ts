import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { changeDataSource } from "../discovery/change-data-source";
import { createDataSource } from "../discovery/create-data-source";
import { deleteDataSource } from "../discovery/delete-data-source";
import { allDataSources } from "../discovery/list-data-sources";
import { parseUploadJob } from "../discovery/parse-upload-job";
import { sampleLog } from "../discovery/samples/sample-log";
import type { DataSource, Receiver } from "../domain/data-source";
import { logCollectorSettings } from "../domain/log-collector";
import { env } from "../env";
import { startWorkers, type Workers } from "../jobs/start-workers";
import { type AddedLogCollector, addLogCollector } from "../log-collectors/add-log-collector";
import {
  deleteLogCollector,
  editLogCollector,
  regenerateLogCollectorToken,
  setLogCollectorEnabled,
} from "../log-collectors/change-log-collector";
import { getLogCollector } from "../log-collectors/list-log-collectors";
import { buildApi } from "./app";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-collector-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
let api: FastifyInstance;
let workers: Workers;
/** Ada administrates a tenant of her own in each test, Bob another one. */
let ada: TestMember;
let bob: TestMember;

beforeAll(async () => {
  const limits = { perToken: 10_000, perTenant: 10_000, failuresPerAddress: 10_000 };
  api = await buildApi({ tenantOfHost: async () => ({ kind: "base" }), clientAddress: () => "192.0.2.1", limits });
  await api.ready();
  workers = await startWorkers([parseUploadJob], { concurrency: 2, pollMilliseconds: 50 });
});

afterAll(async () => {
  await workers.stop();
  await api.close();
  rmSync(files, { recursive: true, force: true });
});

beforeEach(async () => {
  ada = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
  bob = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Bob" });
});

const squidSyslog = 146;

function makeSource(member: TestMember, name: string, receiver: Receiver = "syslog-udp"): Promise<DataSource> {
  const settings = { logType: squidSyslog, receiver, anonymizesUsers: false, comment: "", customParser: null };
  return createDataSource(callerOf(member), { name, ...settings }, new Date());
}

function settingsOf(name: string, sources: { id: string }[]) {
  const links = sources.map(({ id }) => ({ id, port: null }));
  return logCollectorSettings.parse({ name, host: "collector.contoso.example", sources: links });
}

async function addWith(member: TestMember, source: DataSource): Promise<AddedLogCollector> {
  return addLogCollector(callerOf(member), settingsOf("taipei", [source]));
}

function call(secret: string, step: string, payload?: object) {
  const url = `/api/v1/agents/log-collector/self/${step}`;
  const headers = { authorization: `Token ${secret}` };
  return payload === undefined
    ? api.inject({ method: "GET", url, headers })
    : api.inject({ method: "POST", url, headers, payload });
}

function lines(seed: number, count = 50): Buffer {
  return gzipSync([...sampleLog("squid-common", { seed, count, until: new Date() })].join("\n"));
}

function announced(dataSource: string, content: Buffer, filename = "000001.log.gz") {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { dataSource, filename, sizeBytes: content.length, sha256 };
}

async function open(secret: string, dataSource: string, content: Buffer, filename?: string) {
  const answer = await call(secret, "upload_url/", announced(dataSource, content, filename));
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

async function put(url: string, content: Buffer): Promise<void> {
  const { pathname, search } = new URL(url);
  const answer = await api.inject({ method: "PUT", url: pathname + search, payload: content });
  expect(answer.statusCode, answer.body).toBe(201);
}

async function send(secret: string, dataSource: string, content: Buffer): Promise<void> {
  const { url, uploadId } = await open(secret, dataSource, content);
  await put(url, content);
  expect((await call(secret, "done_upload/", { uploadId })).statusCode).toBe(200);
}

/** Transactions in the report of a data source once as many files are parsed. */
function transactionsOf({ tenant }: TestMember, streamId: string, parsedFiles: number) {
  return vi.waitFor(
    () =>
      withTenant(tenant.id, async (tx) => {
        const done = await tx.discoveryUpload.count({ where: { streamId, state: { in: ["done", "failed"] } } });
        expect(done).toBe(parsedFiles);
        const { _sum } = await tx.discoveryTraffic.aggregate({ where: { streamId }, _sum: { transactions: true } });
        return Number(_sum.transactions ?? 0);
      }),
    { timeout: 30_000, interval: 50 },
  );
}

function sourceReport(id: string, linesReceived: number, more: object = {}) {
  const counts = { linesReceived, bytesReceived: linesReceived * 100, bytesWaiting: 7, linesDropped: 0 };
  return { id, ...counts, lastReceivedAt: Date.now(), fault: null, faultDetail: null, ...more };
}

function reportOf(instanceId: string, dataSources: object[], more: object = {}) {
  const self = { collectorVersion: "1.0.0", hostName: "collector01", configurationVersion: 1 };
  return { ...self, instanceId, freeDiskBytes: 10 ** 12, fault: null, faultDetail: null, dataSources, ...more };
}

describe("what a log collector sends", () => {
  test("goes into its data source's report, once, however often the same file is announced", async () => {
    const source = await makeSource(ada, "proxy-taipei");
    const { secret } = await addWith(ada, source);
    const content = lines(1);
    await send(secret, source.id, content);
    const transactions = await transactionsOf(ada, source.id, 1);
    expect(transactions).toBeGreaterThan(0);
    expect(await open(secret, source.id, content)).toEqual({ alreadyReceived: true });
    const again = await open(secret, source.id, content, "000002.log.gz");
    expect(again.alreadyReceived).toBe(false);
    const [known] = await allDataSources(callerOf(ada));
    expect(known?.lastDataAt).not.toBeNull();
  });

  test("keeps its upload when the collector was killed before it heard of it, and counts once when it finishes twice", async () => {
    const source = await makeSource(ada, "proxy-taipei");
    const { secret } = await addWith(ada, source);
    const content = lines(2);
    const [one, other] = await Promise.all([open(secret, source.id, content), open(secret, source.id, content)]);
    expect(one.uploadId).toBe(other.uploadId);
    await put(other.url, content);
    const finished = await Promise.all([1, 2].map(() => call(secret, "done_upload/", { uploadId: one.uploadId })));
    expect(finished.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    await transactionsOf(ada, source.id, 1);
    const uploads = await withTenant(ada.tenant.id, (tx) => tx.discoveryUpload.findMany({ select: { state: true } }));
    expect(uploads).toEqual([{ state: "done" }]);
  });

  test("is refused when it is not what was announced, or nothing arrived, and taken when it is sent again", async () => {
    const source = await makeSource(ada, "proxy-taipei");
    const { secret } = await addWith(ada, source);
    const content = lines(3);
    const { url, uploadId } = await open(secret, source.id, content);
    expect((await call(secret, "done_upload/", { uploadId })).statusCode).toBe(400);
    await put(url, lines(4));
    expect((await call(secret, "done_upload/", { uploadId })).json()).toMatchObject({ error: true });
    await put(url, content);
    expect((await call(secret, "done_upload/", { uploadId })).statusCode).toBe(200);
  });

  test("reaches no data source but its own, and no upload of anybody else", async () => {
    const [mine, notLinked] = [await makeSource(ada, "proxy-taipei"), await makeSource(ada, "proxy-tainan")];
    const foreign = await makeSource(bob, "proxy-taipei");
    const { secret } = await addWith(ada, mine);
    const bobs = await addWith(bob, foreign);
    const content = lines(5);
    for (const { id } of [notLinked, foreign])
      expect((await call(secret, "upload_url/", announced(id, content))).statusCode).toBe(404);
    const { url, uploadId } = await open(bobs.secret, foreign.id, content);
    await put(url, content);
    expect((await call(secret, "done_upload/", { uploadId })).statusCode).toBe(404);
    expect((await call(secret, "done_upload/", { uploadId: randomUUID() })).statusCode).toBe(404);
    expect((await call(bobs.secret, "done_upload/", { uploadId })).statusCode).toBe(200);
  });
});

describe("what a log collector reports", () => {
  test("counts once, whether a report is sent twice, the program restarts or two of them run", async () => {
    const source = await makeSource(ada, "proxy-taipei");
    const { secret, id } = await addWith(ada, source);
    const report = async (instance: string, lines: number) => {
      const answer = await call(secret, "report/", reportOf(instance, [sourceReport(source.id, lines)]));
      expect(answer.statusCode, answer.body).toBe(200);
      const { sources, volume, otherInstanceAt } = await getLogCollector(callerOf(ada), id, new Date());
      expect(volume.reduce((sum, hour) => sum + hour.lines, 0)).toBe(sources[0]?.lines);
      return { lines: sources[0]?.lines, isShared: otherInstanceAt !== null };
    };
    expect(await report("one", 100)).toEqual({ lines: 100, isShared: false });
    expect(await report("one", 100)).toEqual({ lines: 100, isShared: false });
    expect(await report("one", 130)).toEqual({ lines: 130, isShared: false });
    expect(await report("two", 10)).toEqual({ lines: 140, isShared: false });
    expect(await report("one", 150)).toEqual({ lines: 140, isShared: true });
    expect(await report("one", 151)).toEqual({ lines: 141, isShared: true });
  });

  test("is kept source by source, faults until they have passed, and tells of a newer configuration", async () => {
    const [udp, ftp] = [await makeSource(ada, "a-udp"), await makeSource(ada, "b-ftp", "ftp")];
    const { secret, id } = await addLogCollector(callerOf(ada), settingsOf("taipei", [udp, ftp]));
    const fault = { fault: "port-in-use", faultDetail: "UDP 514 is taken" };
    await call(secret, "report/", reportOf("one", [sourceReport(udp.id, 0, fault), sourceReport(ftp.id, 5)]));
    const { sources } = await getLogCollector(callerOf(ada), id, new Date());
    expect(sources.map(({ lines, fault }) => [lines, fault?.code])).toEqual([
      [0, "port-in-use"],
      [5, undefined],
    ]);
    await editLogCollector(callerOf(ada), { id, settings: settingsOf("taipei", [udp]) });
    const answer = await call(secret, "report/", reportOf("one", [sourceReport(udp.id, 1), sourceReport(ftp.id, 9)]));
    expect(answer.json()).toEqual({ configurationVersion: 2, connectionTest: null });
    expect((await getLogCollector(callerOf(ada), id, new Date())).sources.map(({ fault }) => fault)).toEqual([null]);
  });

  test.each([
    ["NUL", { hostName: "a\0b" }],
    ["a count below zero", { freeDiskBytes: -1 }],
    ["a fault that nobody knows", { fault: "tired" }],
  ])("is refused with %s", async (_what, wrong) => {
    const source = await makeSource(ada, "proxy-taipei");
    const { secret } = await addWith(ada, source);
    expect((await call(secret, "report/", reportOf("one", [], wrong))).statusCode).toBe(400);
  });
});

describe("what a log collector is told", () => {
  test("is a port for each syslog source, counted from the receiver's own, and the FTP server's for files", async () => {
    const sources = [
      await makeSource(ada, "a"),
      await makeSource(ada, "b"),
      await makeSource(ada, "c", "syslog-tcp"),
      await makeSource(ada, "d", "syslog-tls"),
      await makeSource(ada, "e", "ftps"),
    ];
    const { secret } = await addLogCollector(callerOf(ada), settingsOf("taipei", sources));
    const { dataSources, ftp, version } = (await call(secret, "")).json();
    expect(dataSources.map(({ name, port }: { name: string; port: number }) => [name, port])).toEqual([
      ["a", 514],
      ["b", 515],
      ["c", 601],
      ["d", 6514],
      ["e", 21],
    ]);
    expect(dataSources[0]).toMatchObject({ source: "SQUID", receiver: "syslog-udp" });
    expect(ftp).toEqual({ port: 21, passivePorts: { first: 20_000, last: 20_099 } });
    expect(version).toBe(1);
  });

  test("changes when one of its data sources changes or goes", async () => {
    const [kept, gone] = [await makeSource(ada, "kept"), await makeSource(ada, "gone")];
    const { secret } = await addLogCollector(callerOf(ada), settingsOf("taipei", [kept, gone]));
    const { receiver, anonymizesUsers, comment, customParser } = kept;
    const changed = { id: kept.id, logType: 102, receiver, anonymizesUsers, comment, customParser };
    await changeDataSource(callerOf(ada), changed, new Date());
    expect((await call(secret, "")).json()).toMatchObject({ version: 2, dataSources: [{}, { source: "BLUECOAT" }] });
    const other = { ...changed, receiver: "syslog-tcp" as const };
    await expect(changeDataSource(callerOf(ada), other, new Date())).rejects.toMatchObject({ code: "conflict" });
    await deleteDataSource(callerOf(ada), { id: gone.id });
    expect((await call(secret, "")).json()).toMatchObject({ version: 3, dataSources: [{ name: "kept" }] });
  });
});

describe("the token of a log collector", () => {
  test("is refused once its collector is disabled, renewed or deleted, and everything has its audit row", async () => {
    const { secret, id } = await addWith(ada, await makeSource(ada, "proxy-taipei"));
    await setLogCollectorEnabled(callerOf(ada), { id, isEnabled: false });
    expect((await call(secret, "")).json()).toMatchObject({ detail: "This log collector is disabled in the portal" });
    await setLogCollectorEnabled(callerOf(ada), { id, isEnabled: true });
    expect((await call(secret, "")).statusCode).toBe(200);
    const renewed = await regenerateLogCollectorToken(callerOf(ada), { id });
    expect((await call(secret, "")).statusCode).toBe(401);
    expect((await call(renewed.secret, "")).statusCode).toBe(200);
    await deleteLogCollector(callerOf(ada), { id });
    expect((await call(renewed.secret, "")).json()).toMatchObject({ detail: "Invalid token" });
    const events = await withTenant(ada.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { targetId: id }, orderBy: { id: "asc" }, select: { action: true } }),
    );
    expect(events.map(({ action }) => action.replace("log-collector.", ""))).toEqual([
      "added",
      "disabled",
      "enabled",
      "token-regenerated",
      "deleted",
    ]);
  });

  test("opens the collector's endpoints and no other, which in turn open to no other token", async () => {
    const { secret } = await addWith(ada, await makeSource(ada, "proxy-taipei"));
    const headers = { authorization: `Token ${secret}` };
    for (const url of ["/api/v1/alerts/", "/api/v1/discovery/streams/", "/api/v1/agents/log-collector/"])
      expect((await api.inject({ method: "GET", url, headers })).statusCode, url).toBe(403);
    const user = await makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER });
    for (const step of ["upload_url/", "done_upload/", "report/"])
      expect((await call(user.secret, step, {})).statusCode, step).toBe(403);
    expect((await call(user.secret, "")).statusCode).toBe(403);
  });
});
