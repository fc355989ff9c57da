import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { zipOf } from "../discovery/content/zip-fixture";
import { parseUploadJob } from "../discovery/parse-upload-job";
import { sampleLog } from "../discovery/samples/sample-log";
import type { Role } from "../domain/role-table";
import { env } from "../env";
import { startWorkers, type Workers } from "../jobs/start-workers";
import { buildApi } from "./app";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-uploads-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
const pepper = env().PORTAL_TOKEN_PEPPER;
const patience = { timeout: 30_000, interval: 50 };
let api: FastifyInstance;
let workers: Workers;
let port: number;

beforeAll(async () => {
  const limits = { perToken: 100_000, perTenant: 100_000, failuresPerAddress: 100_000 };
  api = await buildApi({ tenantOfHost: async () => ({ kind: "base" }), clientAddress: () => "192.0.2.1", limits });
  await api.listen({ port: 0, host: "127.0.0.1" });
  port = (api.server.address() as AddressInfo).port;
  workers = await startWorkers([parseUploadJob], { concurrency: 2, pollMilliseconds: 50 });
});

afterAll(async () => {
  await workers.stop();
  await api.close();
  rmSync(files, { recursive: true, force: true });
});

type Party = { admin: TestMember; secret: string };

async function makeParty(): Promise<Party> {
  const admin = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  return { admin, secret: (await makeToken(client, admin, { pepper })).secret };
}

async function secretOf(party: Party, role: Role): Promise<string> {
  return (await makeToken(client, await makeMember(client, party.admin.tenant, { role }), { pepper })).secret;
}

function call(secret: string, method: "GET" | "POST", url: string, body?: object) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  return api.inject({ method, url, headers: { authorization: `Token ${secret}` }, ...payload });
}

async function initiate(secret: string, source = "SQUID", fileName = "access.log"): Promise<string> {
  const answer = await call(secret, "GET", `/api/v1/discovery/upload_url/?filename=${fileName}&source=${source}`);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({ provider: "azure" });
  return answer.json().url;
}

/** PUT over a real socket, without any Authorization header. */
function put(
  url: string,
  content: Readable | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const { pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, method: "PUT", path: pathname + search, headers, agent: false },
      async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      },
    );
    outgoing.on("error", reject);
    pipeline(content instanceof Readable ? content : Readable.from([content]), outgoing).catch(reject);
  });
}

function finish(secret: string, uploadUrl: string, more: object = {}) {
  const body = { uploadUrl, inputStreamName: "Proxy Taipei", ...more };
  return call(secret, "POST", "/api/v1/discovery/done_upload/", body);
}

function squidLog(count: number, seed = 7): string {
  return `${[...sampleLog("squid-common", { seed, count, until: new Date() })].join("\n")}\n`;
}

async function parsed(secret: string, count = 1) {
  return vi.waitFor(async () => {
    const filters = { state: { eq: ["done", "failed"] } };
    const answer = (await call(secret, "POST", "/api/v1/discovery/uploads/", { filters })).json();
    // The list and its total are two statements: an upload may be done between them.
    expect([answer.data.length, answer.total]).toEqual([count, count]);
    return answer.data;
  }, patience);
}

async function upload(secret: string, content: Readable | Buffer, more: object = {}, source = "SQUID") {
  const url = await initiate(secret, source);
  expect(await put(url, content, { "x-ms-blob-type": "BlockBlob" })).toEqual({ status: 201, text: "" });
  const answer = await finish(secret, url, more);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toEqual({});
  return url;
}

describe("a Squid log of 20,000 lines", () => {
  let party: Party;

  beforeAll(async () => {
    party = await makeParty();
    await upload(party.secret, Readable.from(squidLog(20_000)));
    await parsed(party.secret);
  }, 60_000);

  test("is counted line by line, and the file is gone afterwards", async () => {
    const [found] = await parsed(party.secret);
    const { summary } = found;
    expect(found).toMatchObject({ state: "done", failure: null, source: "SQUID", fileName: "access.log" });
    expect(found.bytesRead).toBe(found.sizeBytes);
    expect(summary.lines).toBe(20_000);
    expect(summary.parsed + summary.skipped + summary.failed).toBe(20_000);
    expect(summary.catalogued).toBeGreaterThan(1_000);
    const left = () => readdirSync(path.join(files, "files", party.admin.tenant.id, "discovery"));
    await vi.waitFor(() => expect(left()).toEqual([]), patience);
  });

  test("is in its data source and in the Global View, which is always there", async () => {
    for (const url of ["/api/discovery/streams/", "/api/v1/discovery/streams", "/cas/api/v1/discovery/streams/"]) {
      const { streams, data } = (await call(party.secret, "GET", url)).json();
      expect(data).toEqual(streams);
      expect(streams).toMatchObject([
        { displayName: "Global View", streamType: 3, logFilesHistoryCount: 1, sourceStreams: [streams[1]._id] },
        { displayName: "Proxy Taipei", streamType: 1, logType: 114, logFilesHistoryCount: 1, logFilesFailsCount: 0 },
      ]);
      expect(streams[0]._id).toMatch(/^[0-9a-f]{24}$/);
    }
    const empty = await makeParty();
    expect((await call(empty.secret, "GET", "/api/discovery/streams/")).json()).toMatchObject({ total: 1 });
  });

  test("becomes apps with their traffic, and categories with their number of apps", async () => {
    const url = "/cas/api/v1/discovery/discovered_apps/";
    const all = (await call(party.secret, "POST", url, { timeframe: 90, limit: 1000 })).json();
    const [found] = await parsed(party.secret);
    const events = all.data.map((app: { trafficTotalEvents: number }) => app.trafficTotalEvents);
    expect(all).toMatchObject({ max: 100, hasNext: false });
    expect(events.reduce((sum: number, one: number) => sum + one, 0)).toBe(found.summary.catalogued);
    const bytes = all.data.map((app: { trafficTotalBytes: number }) => app.trafficTotalBytes);
    expect(bytes).toEqual(bytes.toSorted((left: number, right: number) => right - left));
    const streamId = (await call(party.secret, "GET", "/api/discovery/streams/")).json().streams[1]._id;
    const categories = (await call(party.secret, "POST", `${url}categories/`, { streamId, timeFrame: 90 })).json();
    const apps = categories.reduce((sum: number, { total }: { total: number }) => sum + total, 0);
    expect(apps).toBe(all.total);
    const [first] = categories;
    const filters = { category: { eq: first.id } };
    const inFirst = (await call(party.secret, "POST", url, { streamId, timeFrame: 90, filters })).json();
    expect(inFirst.total).toBe(first.total);
    const narrowed = await call(party.secret, "POST", `${url}categories/`, { streamId, timeFrame: 90, filters });
    expect(narrowed.json()).toEqual([first]);
  });

  test("M-08: shows nothing to another tenant", async () => {
    const stranger = await makeParty();
    const streamId = (await call(party.secret, "GET", "/api/discovery/streams/")).json().streams[1]._id;
    const url = "/api/v1/discovery/discovered_apps/";
    expect((await call(stranger.secret, "POST", url, { streamId })).statusCode).toBe(404);
    expect((await call(stranger.secret, "POST", url, { timeFrame: 90 })).json()).toMatchObject({ total: 0, data: [] });
    expect((await call(stranger.secret, "GET", "/api/v1/discovery/uploads/")).json()).toMatchObject({ total: 0 });
  });

  test("leads to a block script by way of a tag", async () => {
    const apps = "/api/v1/discovery/discovered_apps/";
    const dropbox = "/api/v1/discovery/discovery_app/11627";
    const before = await call(party.secret, "GET", "/api/discovery_block_scripts/?format=120&type=banned");
    expect(before.body).toBe("");
    expect((await call(party.secret, "POST", `${dropbox}/add_tag/`, { tagName: "Unsanctioned" })).statusCode).toBe(200);
    for (const url of [
      "/api/discovery_block_scripts/?format=120&type=banned",
      "/api/discovery/discovery_block_scripts?format=120",
      "/cas/api/v1/discovery_block_scripts/?format=120",
    ]) {
      const script = await call(party.secret, "GET", url);
      expect(script.headers["content-type"]).toContain("text/plain");
      expect(script.body.split("\n")).toContain(".dropbox.com");
    }
    for (const [code, line] of [
      [102, "url.domain=dropbox.com deny"],
      [104, " fqdn v4 dropbox.com"],
      [108, '                set url "dropbox.com"'],
      [112, "set profiles custom-url-category CAS-Unsanctioned list dropbox.com/"],
      [129, "set security utm custom-objects url-pattern CAS-Unsanctioned value http://dropbox.com"],
      [135, "dest_host=dropbox.com action=deny"],
    ] as const) {
      const script = await call(party.secret, "GET", `/api/discovery_block_scripts/?format=${code}&type=banned`);
      expect(script.body.split("\n")).toContain(line);
    }
    expect((await call(party.secret, "GET", "/api/discovery_block_scripts/?format=117")).statusCode).toBe(400);
    const list = await call(party.secret, "GET", "/api/discovery_block_scripts/?type=banned&limit=50&skip=0");
    expect(list.json()).toMatchObject({
      hasNext: false,
      data: [{ domainList: expect.arrayContaining(["dropbox.com"]) }],
    });
    const tagged = await call(party.secret, "POST", apps, { timeFrame: 90, filters: { tag: { eq: "Unsanctioned" } } });
    expect(tagged.json()).toMatchObject({ data: [{ appId: 11627, tags: ["Unsanctioned"] }] });
    await call(party.secret, "POST", `${dropbox}/add_tag/`, { tagName: "Sanctioned" });
    expect((await call(party.secret, "GET", "/api/discovery_block_scripts/?format=120")).body).toBe("");
    const allowed = await call(party.secret, "GET", "/api/discovery_block_scripts/?format=102&type=allowed");
    expect(allowed.body.split("\n")).toContain("dropbox.com");
    expect(allowed.body).not.toContain("deny");
    expect((await call(party.secret, "POST", "/api/v1/discovery/app_tags/")).json()).toMatchObject([
      { name: "Sanctioned", appIds: [11627] },
      { name: "Unsanctioned", appIds: [] },
      { name: "Monitored", appIds: [] },
    ]);
    await call(party.secret, "POST", `${dropbox}/remove_tag/`, { tagName: "Sanctioned" });
    const actions = await withTenant(party.admin.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { targetKind: "app" }, select: { action: true }, orderBy: { at: "asc" } }),
    );
    expect(actions.map(({ action }) => action)).toEqual(["app.tagged", "app.tagged", "app.untagged"]);
  });
});

describe("an upload", () => {
  let party: Party;
  beforeAll(async () => {
    party = await makeParty();
  });

  test("comes in block parts, chunked, gzipped or zipped, and counts the same each time", async () => {
    const log = Buffer.from(squidLog(300));
    const own = await makeParty();
    const url = await initiate(own.secret);
    const half = Math.floor(log.length / 2);
    expect((await put(`${url}&comp=block&blockid=Mg%3D%3D`, log.subarray(half))).status).toBe(201);
    expect((await put(`${url}&comp=block&blockid=MQ%3D%3D`, log.subarray(0, half))).status).toBe(201);
    expect((await finish(own.secret, url)).statusCode).toBe(400);
    const list = "<?xml version='1.0'?><BlockList><Latest>MQ==</Latest><Latest>Mg==</Latest></BlockList>";
    expect((await put(`${url}&comp=blocklist`, Buffer.from(list))).status).toBe(201);
    expect((await finish(own.secret, url)).statusCode).toBe(200);
    await upload(own.secret, Readable.from([log.subarray(0, half), log.subarray(half)]));
    await upload(own.secret, gzipSync(log));
    await upload(own.secret, zipOf([{ name: "access.log", content: log }]));
    const found = await parsed(own.secret, 4);
    for (const { state, summary } of found) expect([state, summary.lines]).toEqual(["done", 300]);
    expect(
      new Set(
        found.map(({ summary }: { summary: object }) => JSON.stringify(summary).replace(/"member":"[^"]*",/g, "")),
      ).size,
    ).toBe(1);
    const apps = await call(own.secret, "POST", "/api/v1/discovery/discovered_apps/", { timeFrame: 90 });
    const events = apps.json().data.map((app: { trafficTotalEvents: number }) => app.trafficTotalEvents);
    expect(events.reduce((sum: number, one: number) => sum + one, 0)).toBe(4 * found[0].summary.catalogued);
  }, 60_000);

  test("M-08: is refused where its URL was changed, has expired, or was used up", async () => {
    const url = await initiate(party.secret);
    const log = Buffer.from(squidLog(20));
    expect((await put(url.replace(/signature=../, "signature=xx"), log)).status).toBe(403);
    expect((await put(url.replace(/expires=\d/, "expires=9"), log)).status).toBe(403);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61 * 60_000 });
    const late = await put(url, log).finally(() => vi.useRealTimers());
    expect(late.status).toBe(403);
    expect((await put(url, log)).status).toBe(201);
    expect((await finish(party.secret, url)).statusCode).toBe(200);
    expect((await finish(party.secret, url)).statusCode).toBe(200);
    expect((await put(url, log)).status).toBe(409);
    expect((await put(url, log, { "content-length": String(6 * 1024 ** 3) })).status).toBe(413);
  });

  test("M-08: of another tenant cannot be finished, and its reader cannot upload", async () => {
    const stranger = await makeParty();
    const url = await initiate(party.secret);
    await put(url, Buffer.from(squidLog(20)));
    expect((await finish(stranger.secret, url)).statusCode).toBe(400);
    expect((await finish(party.secret, "https://elsewhere.example/")).statusCode).toBe(400);
    const reader = await secretOf(party, "security-reader");
    const open = "/api/v1/discovery/upload_url/?filename=a&source=SQUID";
    expect((await call(reader, "GET", open)).statusCode).toBe(403);
    expect((await finish(reader, url)).statusCode).toBe(403);
    expect((await call(reader, "GET", "/api/discovery_block_scripts/")).statusCode).toBe(403);
    expect(
      (await call(reader, "POST", "/api/v1/discovery/discovery_app/11627/add_tag/", { tagName: "Sanctioned" }))
        .statusCode,
    ).toBe(403);
    expect((await call(reader, "GET", "/api/v1/discovery/uploads/")).statusCode).toBe(200);
    expect((await finish(party.secret, url)).statusCode).toBe(200);
  });

  test("of a source that is unknown or has no parser is refused with what to do", async () => {
    const unknown = await call(party.secret, "GET", "/api/v1/discovery/upload_url/?filename=a&source=NOTEPAD");
    expect([unknown.statusCode, unknown.json().field]).toEqual([400, "source"]);
    const unparsed = await call(party.secret, "GET", "/api/v1/discovery/upload_url/?filename=a&source=CORRATA");
    expect(unparsed.statusCode).toBe(400);
    expect(unparsed.json().detail).toContain("custom parser");
  });

  test("that is no log of its source fails with what was expected, and leaves no traffic", async () => {
    const own = await makeParty();
    await upload(own.secret, Buffer.from("this is\nno log\nof Squid\n"));
    await upload(own.secret, Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), { inputStreamName: "Picture" });
    const otherMakers = Buffer.from([...sampleLog("fortinet", { seed: 4, count: 50, until: new Date() })].join("\n"));
    await upload(own.secret, otherMakers, { inputStreamName: "Another firewall" });
    const found = await parsed(own.secret, 3);
    expect(found.map(({ failure }: { failure: string }) => failure).sort()).toEqual([
      expect.stringContaining("The file is not a log"),
      expect.stringMatching(/reads as that of another one: .*, FORTIGATE$/),
      expect.stringContaining("The log format does not match the chosen data source: expected was"),
    ]);
    const mismatch = found.find(({ summary }: { summary: object | null }) => summary !== null);
    expect(mismatch.summary.failures[0]).toMatchObject({ lineNumber: 1, message: expect.any(String) });
    const { streams } = (await call(own.secret, "GET", "/api/discovery/streams/")).json();
    expect(streams[0]).toMatchObject({ logFilesHistoryCount: 3, logFilesFailsCount: 3, lastDataReceived: null });
  });

  test("as a snapshot stays out of the Global View, and anonymized it names nobody", async () => {
    const own = await makeParty();
    await upload(own.secret, Buffer.from(squidLog(200)), { uploadAsSnapshot: true, anonymizeUsers: true });
    await parsed(own.secret);
    const { streams } = (await call(own.secret, "GET", "/api/discovery/streams/")).json();
    expect(streams).toMatchObject([{ displayName: "Global View" }, { streamType: 5, anonymizeUsers: true }]);
    const apps = "/api/v1/discovery/discovered_apps/";
    expect((await call(own.secret, "POST", apps, { timeFrame: 90 })).json().total).toBe(0);
    const seen = await call(own.secret, "POST", apps, { timeFrame: 90, streamId: streams[1]._id });
    expect(seen.json().total).toBeGreaterThan(0);
    const users = await withTenant(own.admin.tenant.id, (tx) =>
      tx.discoveryTraffic.findMany({ select: { userName: true }, distinct: ["userName"] }),
    );
    for (const { userName } of users) expect(userName).toMatch(/^(anon1_[\w-]+)?$/);
    expect(users.length).toBeGreaterThan(1);
    const staged = await withTenant(own.admin.tenant.id, (tx) => tx.discoveryTrafficStaging.count());
    expect(staged).toBe(0);
  });
});
