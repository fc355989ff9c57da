import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { limitMaximum } from "../domain/list-query";
import { env } from "../env";
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

async function sendLog(more: readonly string[] = []): Promise<string> {
  const now = new Date();
  const url = await openUpload(callerOf(admin), { fileName: "access.log", source: "SQUID_NATIVE" }, now);
  const upload = await admitUpload(url, now);
  const text = [...sampleLog("squid-native", { seed: 5, count: lines, until: now }), ...more].join("\n");
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

test("A-01: tokens that stand in a log are revoked, whosever they are, and the log's tenant is told how many, and no more", async () => {
  const pepper = env().PORTAL_TOKEN_PEPPER;
  const stranger = await makeMember(client, await makeTenant(client), { role: "security-reader" });
  const [own, foreign] = [await makeToken(client, admin, { pepper }), await makeToken(client, stranger, { pepper })];
  const forged = `${own.secret.slice(0, -1)}${own.secret.endsWith("A") ? "B" : "A"}`;
  const uploadId = await sendLog([`${own.secret} ${foreign.secret}`, forged, `key=${own.secret}`]);
  await parse(uploadId);
  const upload = await stateOf(uploadId);
  expect(upload).toMatchObject({ state: "done", summary: { lines: lines + 3, failed: 3, tokensFound: 2 } });
  const rows = async ({ tenant }: TestMember) =>
    withTenant(tenant.id, (tx) =>
      tx.auditEvent.findMany({
        where: { action: { in: ["token.revoked", "discovery.tokens-found"] } },
        select: { action: true, targetId: true, detail: true },
        orderBy: { action: "asc" },
      }),
    );
  const revocation = { action: "token.revoked", detail: { reason: "leaked", foundAt: expect.any(String) } };
  expect(await rows(admin)).toEqual([
    { action: "discovery.tokens-found", targetId: uploadId, detail: { tokens: 2 } },
    { ...revocation, targetId: own.publicId },
  ]);
  expect(await rows(stranger)).toEqual([{ ...revocation, targetId: foreign.publicId }]);
  const told = JSON.stringify([upload, await rows(admin), await rows(stranger)]);
  for (const { secret } of [own, foreign]) expect(told).not.toContain(secret.slice(16, 40));
  expect(told).not.toContain(forged.slice(16, 40));
});

test("tokens in a log that cannot be parsed are told of once, by the run that ends the upload", async () => {
  const { secret } = await makeToken(client, admin, { pepper: env().PORTAL_TOKEN_PEPPER });
  const uploadId = await sendLog([secret, ...Array.from({ length: 2 * lines }, () => "not a line of this format")]);
  let later: Promise<void> | undefined;
  const earlier = parse(uploadId, {
    report: () => {
      later ??= parse(uploadId);
    },
  });
  await Promise.allSettled([earlier, earlier.catch(() => undefined).then(() => later)]);
  expect(await stateOf(uploadId)).toMatchObject({ state: "failed", summary: { tokensFound: 1 } });
  const told = await withTenant(admin.tenant.id, (tx) =>
    tx.auditEvent.count({ where: { action: "discovery.tokens-found", targetId: uploadId } }),
  );
  expect(told).toBe(1);
});

test("a log without tokens says nothing of them", async () => {
  const uploadId = await sendLog();
  await parse(uploadId);
  expect(Object.keys((await stateOf(uploadId))?.summary ?? {})).not.toContain("tokensFound");
});
