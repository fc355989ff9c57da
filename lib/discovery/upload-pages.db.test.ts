import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { reportListView, uploadView } from "../domain/discovery-upload-view";
import { cancelUpload } from "./cancel-upload";
import { deleteSnapshot, weighSnapshot } from "./delete-snapshot";
import { finishUpload } from "./finish-upload";
import { followUpload } from "./follow-upload";
import { listReportPage } from "./list-report-page";
import { listUploadPage } from "./list-upload-page";
import { openUpload } from "./open-upload";
import { parseUploadJob } from "./parse-upload-job";
import { admitUpload, receiveUpload } from "./receive-upload";
import { sampleLog } from "./samples/sample-log";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-upload-pages-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
let contoso: TestMember;
let fabrikam: TestMember;

beforeAll(async () => {
  contoso = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  fabrikam = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
});

afterAll(() => rmSync(files, { recursive: true, force: true }));

type Sending = {
  text?: string;
  streamName?: string;
  isSnapshot?: boolean;
  source?: string;
  isParsed?: boolean;
  anonymizesUsers?: boolean;
};

async function send(member: TestMember, sending: Sending = {}): Promise<string> {
  const { streamName = "March", isSnapshot = true, source = "SQUID_NATIVE", isParsed = true } = sending;
  const now = new Date();
  const text = sending.text ?? [...sampleLog("squid-native", { seed: 3, count: 300, until: now })].join("\n");
  const uploadUrl = await openUpload(callerOf(member), { fileName: `${streamName}.log`, source }, now);
  const content = Readable.from([Buffer.from(text)]);
  await receiveUpload(await admitUpload(uploadUrl, now), { kind: "file", content });
  const choice = { uploadUrl, streamName, isSnapshot, anonymizesUsers: sending.anonymizesUsers ?? false };
  const { uploadId } = await finishUpload(callerOf(member), choice, now);
  if (isParsed) await parse(member, uploadId);
  return uploadId;
}

async function parse(member: TestMember, uploadId: string): Promise<void> {
  const signal = new AbortController().signal;
  const context = { tenantId: member.tenant.id, jobId: randomUUID(), attempt: 1, signal, report: () => undefined };
  await parseUploadJob.runnables[0]?.run(context, { uploadId }, "");
}

function uploadsOf(member: TestMember, view: Record<string, string> = {}) {
  return listUploadPage(callerOf(member), uploadView.parse(view));
}

async function reportNamed(member: TestMember, name: string) {
  const { rows } = await listReportPage(callerOf(member), reportListView.parse({}));
  const found = rows.find((report) => report.name === name);
  if (found === undefined) throw new Error(`there is no report ${name}`);
  return found;
}

async function trafficOf(member: TestMember, streamId: string): Promise<number> {
  return withTenant(member.tenant.id, (tx) => tx.discoveryTraffic.count({ where: { streamId } }));
}

describe("a parsed upload", () => {
  test("tells its apps, its users and its report, to its own tenant alone", async () => {
    const id = await send(contoso, { streamName: "Told" });
    const { upload, apps } = await followUpload(callerOf(contoso), id);
    expect(upload).toMatchObject({ state: "done", report: { name: "Told", kind: "snapshot" } });
    expect(upload.summary?.appCount).toBeGreaterThan(5);
    expect(upload.summary?.userCount).toBeGreaterThan(5);
    expect(apps).toHaveLength(10);
    expect(apps[0]?.transactions).toBeGreaterThanOrEqual(apps[1]?.transactions ?? 0);
    await expect(followUpload(callerOf(fabrikam), id)).rejects.toMatchObject({ code: "not-found" });
    expect((await uploadsOf(contoso, { file: "told" })).rows.map((row) => row.id)).toEqual([id]);
    expect((await uploadsOf(fabrikam, { file: "told" })).rows).toEqual([]);
  });

  test("of the wrong format keeps the code of its failure and the first lines with their reasons", async () => {
    const id = await send(contoso, { text: "no log at all\n".repeat(30), streamName: "Wrong" });
    const { upload } = await followUpload(callerOf(contoso), id);
    expect(upload).toMatchObject({ state: "failed", failureCode: "format-mismatch" });
    expect(upload.summary?.failures[0]).toMatchObject({ lineNumber: 1, code: "not-this-format" });
  });

  test("that names nobody keeps no piece of a line that failed, for it may hold a name", async () => {
    const text = "jane.doe wrote no log\n".repeat(30);
    const id = await send(contoso, { text, streamName: "Nameless", anonymizesUsers: true });
    const { upload } = await followUpload(callerOf(contoso), id);
    expect(upload.summary?.failures).toHaveLength(10);
    expect(JSON.stringify(upload)).not.toContain("jane.doe");
  });

  test("that is empty says so", async () => {
    const id = await send(contoso, { text: "", streamName: "Empty" });
    expect((await followUpload(callerOf(contoso), id)).upload).toMatchObject({ failureCode: "empty" });
  });
});

test("uploads are walked page by page without a gap, and filters narrow them", async () => {
  const member = await makeMember(client, await makeTenant(client), { role: "discovery-global-administrator" });
  const { id: tenantId } = member.tenant;
  const row = (index: number) => ({
    tenantId,
    id: randomUUID(),
    state: index % 2 === 0 ? "done" : "failed",
    fileName: `log-${index}.txt`,
    source: "SQUID",
    openedAt: new Date(Date.UTC(2026, 0, 1, 0, index)),
    openedByName: "Somebody",
  });
  await withTenant(tenantId, (tx) =>
    tx.discoveryUpload.createMany({ data: Array.from({ length: 60 }, (_, index) => row(index)) }),
  );
  const first = await uploadsOf(member);
  expect(first.rows.map(({ fileName }) => fileName).slice(0, 2)).toEqual(["log-59.txt", "log-58.txt"]);
  const second = await uploadsOf(member, { after: first.next ?? "" });
  expect(second.rows.map(({ fileName }) => fileName)).toEqual(
    Array.from({ length: 10 }, (_, index) => `log-${9 - index}.txt`),
  );
  expect((await uploadsOf(member, { before: second.previous ?? "" })).rows).toEqual(first.rows);
  expect((await uploadsOf(member, { state: "failed" })).rows).toHaveLength(30);
});

describe("a snapshot report", () => {
  test("is deleted with its traffic and its files, and the audit log keeps what went", async () => {
    await send(contoso, { streamName: "Gone" });
    const { id } = await reportNamed(contoso, "Gone");
    const impact = await weighSnapshot(callerOf(contoso), { id });
    expect(impact).toMatchObject({ files: 1, users: expect.any(Number) });
    expect(impact.apps).toBeGreaterThan(5);
    await deleteSnapshot(callerOf(contoso), { id });
    expect(await trafficOf(contoso, id)).toBe(0);
    expect((await uploadsOf(contoso, { report: id })).rows).toEqual([]);
    const event = await withTenant(contoso.tenant.id, (tx) => tx.auditEvent.findFirst({ where: { targetId: id } }));
    expect(event).toMatchObject({ action: "discovery.report-deleted", targetName: "Gone", detail: impact });
    await expect(deleteSnapshot(callerOf(contoso), { id })).rejects.toMatchObject({ code: "not-found" });
  });

  test("of another tenant is not there, and a data source cannot be deleted at all", async () => {
    await send(contoso, { streamName: "Kept" });
    await send(contoso, { streamName: "Proxy", isSnapshot: false });
    const { id } = await reportNamed(contoso, "Kept");
    const input = await reportNamed(contoso, "Proxy");
    await expect(deleteSnapshot(callerOf(fabrikam), { id })).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteSnapshot(callerOf(contoso), { id: input.id })).rejects.toMatchObject({ code: "not-found" });
    expect(await trafficOf(contoso, id)).toBeGreaterThan(0);
  });

  test("stays while one of its files is waiting, and a reader cannot delete it", async () => {
    await send(contoso, { streamName: "Busy", isParsed: false });
    const { id, filesUnderWay } = await reportNamed(contoso, "Busy");
    expect(filesUnderWay).toBe(1);
    await expect(deleteSnapshot(callerOf(contoso), { id })).rejects.toMatchObject({ code: "conflict" });
    const reader = await makeMember(client, contoso.tenant, { role: "security-reader" });
    expect(() => deleteSnapshot(callerOf(reader), { id })).toThrow("Insufficient role based permissions");
  });
});

describe("an upload that is given up", () => {
  test("leaves no row and no file, and its URL takes nothing more", async () => {
    const now = new Date();
    const uploadUrl = await openUpload(callerOf(contoso), { fileName: "half.log", source: "SQUID" }, now);
    const upload = await admitUpload(uploadUrl, now);
    await receiveUpload(upload, { kind: "block", blockId: "MDAx", content: Readable.from([Buffer.from("half")]) });
    const stored = () =>
      readdirSync(files, { recursive: true }).filter((name) => String(name).includes(upload.uploadId));
    expect(stored()).not.toEqual([]);
    await expect(cancelUpload(callerOf(fabrikam), { uploadUrl })).rejects.toMatchObject({ code: "invalid" });
    await cancelUpload(callerOf(contoso), { uploadUrl });
    expect(stored()).toEqual([]);
    await expect(admitUpload(uploadUrl, now)).rejects.toMatchObject({ code: "not-found" });
    await cancelUpload(callerOf(contoso), { uploadUrl });
  });

  test("leaves nothing of what was on its way just then", async () => {
    const now = new Date();
    const uploadUrl = await openUpload(callerOf(contoso), { fileName: "late.log", source: "SQUID" }, now);
    const upload = await admitUpload(uploadUrl, now);
    async function* givenUpMeanwhile() {
      yield Buffer.from("begun");
      await cancelUpload(callerOf(contoso), { uploadUrl });
    }
    const late = receiveUpload(upload, { kind: "file", content: givenUpMeanwhile() });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    expect(readdirSync(files, { recursive: true }).filter((name) => String(name).includes(upload.uploadId))).toEqual(
      [],
    );
  });

  test("cannot be one that is finished", async () => {
    const now = new Date();
    const uploadUrl = await openUpload(callerOf(contoso), { fileName: "done.log", source: "SQUID" }, now);
    const content = Readable.from([Buffer.from("x")]);
    await receiveUpload(await admitUpload(uploadUrl, now), { kind: "file", content });
    const choice = { uploadUrl, streamName: "Finished", isSnapshot: true, anonymizesUsers: false };
    await finishUpload(callerOf(contoso), choice, now);
    await expect(cancelUpload(callerOf(contoso), { uploadUrl })).rejects.toMatchObject({ code: "conflict" });
  });
});
