import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { CreateDataSourceInput } from "../domain/data-source";
import type { CustomParser } from "../domain/discovery-parser";
import type { Role } from "../domain/role-table";
import { changeDataSource } from "./change-data-source";
import { createDataSource } from "./create-data-source";
import { deleteDataSource } from "./delete-data-source";
import { changeDiscoverySettings, viewDiscoverySettings } from "./discovery-settings";
import { finishUpload } from "./finish-upload";
import { allDataSources } from "./list-data-sources";
import { listStreams } from "./list-streams";
import { openUpload } from "./open-upload";
import { parseUploadJob } from "./parse-upload-job";
import { admitUpload, receiveUpload } from "./receive-upload";
import { tryCustomParser } from "./try-custom-parser";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-data-sources-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
const now = new Date();
let anna: TestMember;
let bruno: TestMember;

beforeAll(async () => {
  [anna, bruno] = await Promise.all([person("global-administrator"), person("global-administrator")]);
});

afterAll(() => rmSync(files, { recursive: true, force: true }));

async function person(role: Role): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role });
}

const branchProxy: CustomParser = {
  kind: "csv",
  name: "Branch proxy",
  delimiter: ";",
  time: { kind: "one", column: "When", format: "yyyy-MM-dd HH:mm:ss" },
  sourceIp: "Client",
  destinationUrl: "Target",
  user: "Who",
  total: "Bytes",
};

function branchLog(user: string): string {
  const when = new Date(now.getTime() - 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  return `When;Client;Who;Target;Bytes\n${when};192.0.2.9;${user};https://dropbox.com/f;2048\nbroken\n`;
}

function wanted(name: string, more: Partial<CreateDataSourceInput> = {}): CreateDataSourceInput {
  const plain = { logType: 114, receiver: null, anonymizesUsers: false, comment: "", customParser: null };
  return { name, ...plain, ...more };
}

async function send(
  by: TestMember,
  source: string,
  streamName: string,
  text: string,
  isSnapshot = false,
): Promise<string> {
  const caller = callerOf(by);
  const uploadUrl = await openUpload(caller, { fileName: "access.log", source }, now);
  const upload = await admitUpload(uploadUrl, now);
  await receiveUpload(upload, { kind: "file", content: Readable.from([Buffer.from(text)]) });
  await finishUpload(caller, { uploadUrl, streamName, isSnapshot, anonymizesUsers: null }, now);
  return upload.uploadId;
}

async function parse(by: TestMember, uploadId: string): Promise<void> {
  const [runnable] = parseUploadJob.runnables;
  if (runnable === undefined) throw new Error("the job has nothing to run");
  const { signal } = new AbortController();
  const context = { tenantId: by.tenant.id, jobId: randomUUID(), attempt: 1, signal, report: () => undefined };
  await runnable.run(context, { uploadId }, "");
}

function trafficOf(by: TestMember, streamId: string) {
  return withTenant(by.tenant.id, (tx) =>
    tx.discoveryTraffic.findMany({ where: { streamId }, select: { appId: true, userName: true, totalBytes: true } }),
  );
}

function eventsOf(by: TestMember, targetId: string) {
  return withTenant(by.tenant.id, (tx) =>
    tx.auditEvent.findMany({ where: { targetId }, select: { action: true, detail: true }, orderBy: { at: "asc" } }),
  );
}

describe("a data source with a custom parser", () => {
  test("reads its uploads by it, whatever source the sender names", async () => {
    const { id } = await createDataSource(
      callerOf(anna),
      wanted("branch-1", { logType: 167, customParser: branchProxy }),
      now,
    );
    for (const source of ["CUSTOM_PARSER", "OTHER", "SOPHOS_XG", "SQUID"])
      await parse(anna, await send(anna, source, "branch-1", branchLog("jdoe")));
    await parse(anna, await send(anna, "SQUID", id, branchLog("jdoe")));
    expect(await trafficOf(anna, id)).toEqual([{ appId: 11627, userName: "jdoe", totalBytes: 5n * 2048n }]);
    expect(await allDataSources(callerOf(anna))).toMatchObject([{ id, files: 5, failedFiles: 0, logType: 167 }]);
  });

  test("lends it to no other: a source without a parser is refused there, and in a snapshot", async () => {
    await expect(send(anna, "OTHER", "elsewhere", "x")).rejects.toThrow(/elsewhere has no custom parser/);
    await expect(send(anna, "OTHER", "branch-1", "x", true)).rejects.toThrow(/snapshot has no data source/);
    expect((await listStreams(callerOf(anna))).map(({ name }) => name)).not.toContain("elsewhere");
    await expect(send(bruno, "OTHER", "branch-1", "x")).rejects.toThrow(/no parser of their own/);
  });

  test("keeps the parser of the moment for a file that is on its way", async () => {
    const caller = callerOf(anna);
    const settings = { logType: 167, receiver: null, anonymizesUsers: false, comment: "" };
    const source = await createDataSource(caller, { name: "branch-2", ...settings, customParser: branchProxy }, now);
    const { id } = source;
    const sent = await send(anna, "OTHER", "branch-2", branchLog("jdoe"));
    await changeDataSource(caller, { id, ...settings, customParser: { ...branchProxy, sourceIp: "Nobody" } }, now);
    await parse(anna, sent);
    expect(await trafficOf(anna, id)).toHaveLength(1);
    await parse(anna, await send(anna, "OTHER", "branch-2", branchLog("jdoe")));
    expect(await allDataSources(caller)).toContainEqual(expect.objectContaining({ id, files: 2, failedFiles: 1 }));
  });

  test("whose time cannot be read is refused, with the field", async () => {
    const broken = { ...branchProxy, time: { kind: "one" as const, column: "When", format: "whenever" } };
    await expect(async () =>
      createDataSource(callerOf(anna), wanted("broken", { customParser: broken }), now),
    ).rejects.toMatchObject({ code: "invalid", field: "customParser.time.format" });
  });
});

describe("a data source", () => {
  test("takes over the report that uploads have made under its name, and leaves it behind", async () => {
    const line = `${(now.getTime() / 1000).toFixed(3)} 1 10.0.0.7 TCP_MISS/200 5 GET https://slack.com/ jdoe HIER_DIRECT/- -\n`;
    await parse(anna, await send(anna, "SQUID_NATIVE", "edge", line));
    const before = (await listStreams(callerOf(anna))).find(({ name }) => name === "edge");
    const { id } = await createDataSource(callerOf(anna), wanted("edge", { receiver: "syslog-tcp" }), now);
    expect(id).toBe(before?.id);
    await deleteDataSource(callerOf(anna), { id });
    expect((await listStreams(callerOf(anna))).map((stream) => stream.id)).toContain(id);
    expect(await trafficOf(anna, id)).toHaveLength(1);
    expect((await eventsOf(anna, id)).map(({ action }) => action)).toEqual([
      "data-source.created",
      "data-source.deleted",
    ]);
  });

  test("into which nothing went takes its report with it", async () => {
    const { id } = await createDataSource(callerOf(anna), wanted("unused"), now);
    expect((await listStreams(callerOf(anna))).map((stream) => stream.id)).toContain(id);
    await deleteDataSource(callerOf(anna), { id });
    expect((await listStreams(callerOf(anna))).map((stream) => stream.id)).not.toContain(id);
    await expect(deleteDataSource(callerOf(anna), { id })).rejects.toMatchObject({ code: "not-found" });
  });

  test("has a name that no other of the tenant has in any case, while another tenant may use it", async () => {
    await createDataSource(callerOf(anna), wanted("HQ-fw"), now);
    await expect(createDataSource(callerOf(anna), wanted("hq-FW"), now)).rejects.toMatchObject({ code: "conflict" });
    await createDataSource(callerOf(bruno), wanted("HQ-fw"), now);
  });

  test("may be called by what happens to be the id of another", async () => {
    const { id } = await createDataSource(callerOf(anna), wanted("Branch with an id"), now);
    const named = await createDataSource(callerOf(anna), wanted(id), now);
    expect(named).toMatchObject({ name: id });
    expect(named.id).not.toBe(id);
  });

  test("of another tenant is not there, to look at, to change or to delete", async () => {
    const { id, ...rest } = await createDataSource(callerOf(anna), wanted("annas"), now);
    const change = { id, logType: 114, receiver: null, anonymizesUsers: true, comment: "mine", customParser: null };
    expect((await allDataSources(callerOf(bruno))).map((source) => source.id)).not.toContain(id);
    await expect(changeDataSource(callerOf(bruno), change, now)).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteDataSource(callerOf(bruno), { id })).rejects.toMatchObject({ code: "not-found" });
    const [own] = (await allDataSources(callerOf(anna))).filter((source) => source.id === id);
    expect(own).toEqual({ id, ...rest });
    await changeDataSource(callerOf(anna), change, now);
    expect(await eventsOf(anna, id)).toMatchObject([
      { action: "data-source.created" },
      { action: "data-source.changed", detail: { anonymizesUsers: true } },
    ]);
  });

  test("is set by those who may set Cloud Discovery, seen by those who may read settings, and by nobody else", async () => {
    const roleOf = async (role: Role) => callerOf(await makeMember(client, anna.tenant, { role }));
    const writer = await roleOf("discovery-global-administrator");
    const { id } = await createDataSource(writer, wanted("by-role"), now);
    for (const role of ["global-reader", "compliance-administrator"] as const) {
      const reader = await roleOf(role);
      expect((await allDataSources(reader)).map((source) => source.id)).toContain(id);
      await expect(async () => deleteDataSource(reader, { id })).rejects.toMatchObject({ code: "forbidden" });
      await expect(async () => createDataSource(reader, wanted("no"), now)).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(async () =>
        tryCustomParser(reader, { customParser: branchProxy, sample: "x" }, now),
      ).rejects.toThrow("Insufficient role based permissions");
    }
    const operator = await roleOf("security-operator");
    await expect(async () => allDataSources(operator)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the default of anonymization", () => {
  test("holds for reports that are made after it was set, in its tenant alone, and is audited", async () => {
    const carla = await person("global-administrator");
    await changeDiscoverySettings(callerOf(carla), { anonymizesUsers: true }, now);
    await changeDiscoverySettings(callerOf(carla), { anonymizesUsers: true }, now);
    expect(await viewDiscoverySettings(callerOf(carla))).toEqual({ anonymizesUsers: true });
    expect(await viewDiscoverySettings(callerOf(bruno))).toEqual({ anonymizesUsers: false });
    expect(await eventsOf(carla, carla.tenant.id)).toHaveLength(1);
    const line = `${(now.getTime() / 1000).toFixed(3)} 1 10.0.0.7 TCP_MISS/200 5 GET https://slack.com/ jdoe HIER_DIRECT/- -\n`;
    await parse(carla, await send(carla, "SQUID_NATIVE", "edge", line));
    await parse(bruno, await send(bruno, "SQUID_NATIVE", "edge", line));
    const users = async (by: TestMember) => {
      const stream = (await listStreams(callerOf(by))).find(({ name }) => name === "edge");
      return (await trafficOf(by, stream?.id ?? "")).map(({ userName }) => userName);
    };
    expect(await users(carla)).toEqual([expect.stringMatching(/^anon1_/)]);
    expect(await users(bruno)).toEqual(["jdoe"]);
  });
});

test("a dry run says of each line what became of it and keeps nothing", async () => {
  const trial = await tryCustomParser(callerOf(anna), { customParser: branchProxy, sample: branchLog("jdoe") }, now);
  expect(trial.counts).toEqual({ record: 1, skipped: 1, failed: 1 });
  expect(trial.lines.map(({ lineNumber, outcome }) => [lineNumber, outcome.kind])).toEqual([
    [1, "skipped"],
    [2, "record"],
    [3, "failed"],
  ]);
});
