import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeReport } from "@/prisma/discovery-factories";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { nameCipherOf } from "../discovery/name-key";
import { env } from "../env";
import { buildApi } from "./app";

const client = appClient();
let api: FastifyInstance;
let admin: TestMember;
let secret: string;

beforeAll(async () => {
  const limits = { perToken: 100_000, perTenant: 100_000, failuresPerAddress: 100_000 };
  api = await buildApi({ tenantOfHost: async () => ({ kind: "base" }), clientAddress: () => "192.0.2.1", limits });
  admin = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  secret = (await makeToken(client, admin, { pepper: env().PORTAL_TOKEN_PEPPER })).secret;
});

afterAll(() => api.close());

function call(method: "GET" | "POST" | "DELETE", url: string, body?: object) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  return api.inject({ method, url, headers: { authorization: `Token ${secret}` }, ...payload });
}

const url = "/cas/api/v1/discovery/data_sources/";

test("a data source is made as published clients make it, listed, found among the reports and deleted", async () => {
  const body = {
    displayName: "HQ-fw_1",
    logType: "114",
    anonymizeUsers: true,
    receiverType: "syslog",
    receiverTypeFull: "syslog-udp",
    protocol: "udp",
  };
  const made = await call("POST", url, body);
  expect(made.statusCode, made.body).toBe(200);
  const record = made.json();
  expect(record).toMatchObject({ ...body, logType: 114, comment: "", customParser: null });
  expect((await call("GET", url)).json()).toMatchObject({ data: [record], total: 1, max: 100, hasNext: false });
  const { streams } = (await call("GET", "/api/discovery/streams/")).json();
  expect(streams).toContainEqual(
    expect.objectContaining({ _id: record._id, displayName: "HQ-fw_1", receiverType: "syslog", protocol: "udp" }),
  );
  expect((await call("DELETE", `${url}${record._id}`)).json()).toEqual({});
  expect((await call("GET", url)).json()).toMatchObject({ data: [], total: 0 });
  expect((await call("DELETE", `${url}${record._id}/`)).statusCode).toBe(404);
});

test.each([
  ["a name with a blank", { displayName: "HQ fw" }, "displayName may hold"],
  ["a name of 65 characters", { displayName: "x".repeat(65) }, "displayName is longer"],
  ["an unknown log type", { logType: 9 }, "logType is no known log type"],
  ["no log type", { logType: null }, "logType is needed"],
  ["syslog without a protocol", { receiverType: "syslog" }, "protocol is needed"],
  ["a receiver that contradicts itself", { receiverType: "ftp", receiverTypeFull: "syslog-udp" }, "contradicts"],
  ["a custom log without a parser", { logType: 167 }, "customParser is needed"],
  [
    "a parser without a destination",
    {
      customParser: {
        kind: "csv",
        name: "n",
        delimiter: ";",
        time: { kind: "one", column: "t", format: "d" },
        sourceIp: "s",
      },
    },
    "customParser.destinationUrl is needed unless destinationIp",
  ],
  [
    "a delimiter of two characters",
    {
      customParser: {
        kind: "csv",
        name: "n",
        delimiter: ";;",
        time: { kind: "one", column: "t", format: "d" },
        sourceIp: "s",
        destinationIp: "d",
      },
    },
    "customParser.delimiter must be one character",
  ],
  [
    "a time format that cannot be read",
    {
      customParser: {
        kind: "csv",
        name: "n",
        delimiter: ";",
        time: { kind: "one", column: "t", format: "quarter" },
        sourceIp: "s",
        destinationIp: "d",
      },
    },
    "timestamp format cannot be read",
  ],
])("%s is refused with a sentence that names it", async (_, more, sentence) => {
  const answer = await call("POST", url, { displayName: "refused", logType: 114, ...more });
  expect(answer.statusCode, answer.body).toBe(400);
  expect(answer.json().detail).toContain(sentence);
});

test("users of an app come newest first, with encrypted names left encrypted", async () => {
  const pseudonym = nameCipherOf(admin.tenant.id).anonymise("user", "jdoe");
  const { id: streamId } = await makeReport(client, admin.tenant, {
    traffic: [
      { user: "amy", daysAgo: 3, appId: 11627 },
      { user: pseudonym, daysAgo: 2, appId: 11627 },
      { user: "ben", daysAgo: 1, appId: 30125 },
    ],
  });
  const users = "/cas/api/v1/discovery/app_users/";
  const answer = (await call("POST", users, { appId: 11627, streamId, timeframe: 30, sortField: "lastSeen" })).json();
  expect(answer).toMatchObject({ total: 2, hasNext: false, max: 100 });
  expect(answer.data).toMatchObject([
    { userName: pseudonym, isAnonymized: true, trafficTotalBytes: 5_000, appsCount: 1 },
    { userName: "amy", isAnonymized: false },
  ]);
  expect(JSON.stringify(answer)).not.toContain("jdoe");
  const second = (
    await call("POST", users, { streamId, sortField: "userName", sortDirection: "asc", skip: 1, limit: 1 })
  ).json();
  expect(second).toMatchObject({ data: [{ userName: pseudonym }], hasNext: true, total: 3, max: 1 });
  expect((await call("POST", users, { streamId: "0".repeat(24) })).statusCode).toBe(404);
});

test("discovered apps are counted by tag, and the catalogue is found by domain and tag", async () => {
  expect(
    (await call("POST", "/api/v1/discovery/discovery_app/11627/add_tag/", { tagName: "Unsanctioned" })).statusCode,
  ).toBe(200);
  const tags = "/api/v1/discovery/discovered_apps/tags/";
  const counted = (await call("POST", tags, { filters: { appId: { eq: 11627 } }, timeframe: 90 })).json();
  expect(counted.data).toContainEqual({ id: "Unsanctioned", count: 1 });
  expect(counted.data).toContainEqual({ id: "None", count: 0 });
  const filters = { domain: { eq: ["dropbox.com"] }, tag: { eq: "Unsanctioned" } };
  for (const method of ["GET", "POST"] as const) {
    const found = (await call(method, "/cas/api/v1/discovery/app_catalog", { filters })).json();
    expect(found).toMatchObject({ total: 1, data: [{ appId: 11627, name: "Dropbox", isCustom: false }] });
  }
  expect(
    (await call("POST", "/api/v1/discovery/app_catalog/", { sortField: "name", sortDirection: "asc" })).json().total,
  ).toBeGreaterThan(1_000);
});
