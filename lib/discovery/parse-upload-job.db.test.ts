import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { limitMaximum } from "../domain/list-query";
import { applyDiscoveryPoliciesJob } from "./apply-discovery-policies-job";
import { finishUpload } from "./finish-upload";
import { listUploads } from "./list-uploads";
import { openUpload } from "./open-upload";
import { parseUploadJob } from "./parse-upload-job";
import { admitUpload, receiveUpload } from "./receive-upload";
import { sampleLog } from "./samples/sample-log";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-parsing-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
const lines = 400;
let admin: TestMember;

beforeAll(async () => {
  admin = await makeMember(client, await makeTenant(client), { role: "discovery-global-administrator" });
});

afterAll(() => rmSync(files, { recursive: true, force: true }));

async function sendLog(): Promise<string> {
  const now = new Date();
  const url = await openUpload(callerOf(admin), { fileName: "access.log", source: "SQUID_NATIVE" }, now);
  const upload = await admitUpload(url, now);
  const text = [...sampleLog("squid-native", { seed: 5, count: lines, until: now })].join("\n");
  await receiveUpload(upload, { kind: "file", content: Readable.from([Buffer.from(text)]) });
  const choice = { uploadUrl: url, streamName: "Proxy", isSnapshot: false, anonymizesUsers: false };
  await finishUpload(callerOf(admin), choice, now);
  return upload.uploadId;
}

function parse(uploadId: string, input: { signal?: AbortSignal; report?: () => void } = {}): Promise<void> {
  const { signal = new AbortController().signal, report = () => undefined } = input;
  const context = { tenantId: admin.tenant.id, jobId: randomUUID(), attempt: 1, signal, report };
  const [runnable] = parseUploadJob.runnables;
  if (runnable === undefined) throw new Error("the job has nothing to run");
  return runnable.run(context, { uploadId }, "");
}

async function stored() {
  return withTenant(admin.tenant.id, async (tx) => ({
    transactions: Number(
      (await tx.discoveryTraffic.aggregate({ _sum: { transactions: true } }))._sum.transactions ?? 0,
    ),
    staged: await tx.discoveryTrafficStaging.count(),
  }));
}

/** How often the policies are to look at what this tenant's uploads brought. */
async function waitingPolicyJobs(): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from jobs.job
    where name = ${applyDiscoveryPoliciesJob.name} and data->>'tenantId' = ${admin.tenant.id}`;
  return row?.count ?? 0;
}

async function stateOf(uploadId: string) {
  const [condition] = [
    { field: "id", test: { kind: "among", values: [uploadId], orNull: false, negated: false } },
  ] as const;
  const query = { conditions: [condition], skip: 0, limit: limitMaximum, scan: null };
  const { rows } = await listUploads(callerOf(admin), { ...query, sortField: "openedAt", direction: "desc" });
  return rows[0];
}

test("a run that is stopped leaves the report as it was, the next one fills it once, and one more changes nothing", async () => {
  const uploadId = await sendLog();
  const stop = new AbortController();
  await expect(
    parse(uploadId, { signal: stop.signal, report: () => stop.abort(new Error("stopped")) }),
  ).rejects.toThrow("stopped");
  expect((await stored()).transactions).toBe(0);
  expect(await stateOf(uploadId)).toMatchObject({ state: "parsing", summary: null });
  await parse(uploadId);
  const once = await stored();
  const upload = await stateOf(uploadId);
  expect(upload).toMatchObject({ state: "done", summary: { lines } });
  expect(once.staged).toBe(0);
  expect(once.transactions).toBe((upload?.summary?.catalogued ?? 0) + (upload?.summary?.uncatalogued ?? 0));
  await parse(uploadId);
  expect(await stored()).toEqual(once);
  expect(await waitingPolicyJobs()).toBe(1);
});

test("of two runs of one upload, only the later one may fill the report", async () => {
  const before = await stored();
  const uploadId = await sendLog();
  let later: Promise<void> | undefined;
  const earlier = parse(uploadId, {
    report: () => {
      later ??= parse(uploadId);
    },
  });
  const outcomes = await Promise.allSettled([earlier, earlier.catch(() => undefined).then(() => later)]);
  const upload = await stateOf(uploadId);
  const added = (await stored()).transactions - before.transactions;
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  expect(upload).toMatchObject({ state: "done", failure: null });
  expect(added).toBe((upload?.summary?.catalogued ?? 0) + (upload?.summary?.uncatalogued ?? 0));
});
