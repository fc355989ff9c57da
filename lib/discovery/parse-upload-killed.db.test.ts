import { fork } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { callerOf, makeMember, makeTenant } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { startWorkers } from "../jobs/start-workers";
import { finishUpload } from "./finish-upload";
import { followUpload } from "./follow-upload";
import { openUpload } from "./open-upload";
import { parseUploadJob } from "./parse-upload-job";
import { admitUpload, receiveUpload } from "./receive-upload";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-killed-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
/** More sources than a run holds in memory, so that it has staged some before the end. */
const lines = 160_000;

afterAll(() => rmSync(files, { recursive: true, force: true }));

function* squidLines(): Generator<Buffer> {
  const second = Math.floor(Date.now() / 1_000) - 3_600;
  for (let index = 0; index < lines; index += 1) {
    const source = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    yield Buffer.from(
      `${second}.000 9 ${source} TCP_TUNNEL/200 100 CONNECT slack.com:443 - HIER_DIRECT/203.0.113.9 -\n`,
    );
  }
}

test("a portal that is killed in the middle of a log goes on with it after its restart: all of it, and once", async () => {
  const admin = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  const tenantId = admin.tenant.id;
  const now = new Date();
  const uploadUrl = await openUpload(callerOf(admin), { fileName: "access.log", source: "SQUID_NATIVE" }, now);
  await receiveUpload(await admitUpload(uploadUrl, now), { kind: "file", content: Readable.from(squidLines()) });
  const choice = { uploadUrl, streamName: "Proxy", isSnapshot: false, anonymizesUsers: false };
  const { uploadId } = await finishUpload(callerOf(admin), choice, now);
  const stagedRows = () => withTenant(tenantId, (tx) => tx.discoveryTrafficStaging.count({ where: { uploadId } }));
  const published = () => withTenant(tenantId, (tx) => tx.discoveryTraffic.aggregate({ _sum: { transactions: true } }));
  const stateOf = async () => (await followUpload(callerOf(admin), uploadId)).upload.state;

  const program = fileURLToPath(new URL("./parse-upload-job.process.ts", import.meta.url));
  const child = fork(program, { execArgv: ["--import", "tsx"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await vi.waitFor(async () => expect(await stagedRows()).toBeGreaterThan(0), { timeout: 40_000, interval: 10 });
  child.kill("SIGKILL");
  expect(await stateOf()).toBe("parsing");
  expect((await published())._sum.transactions).toBe(null);

  const workers = await startWorkers([parseUploadJob], {
    pollMilliseconds: 50,
    leaseSeconds: 2,
    maintenanceIntervalSeconds: 1,
  });
  await vi.waitFor(async () => expect(await stateOf()).toBe("done"), { timeout: 60_000, interval: 100 });
  await workers.stop();
  expect(Number((await published())._sum.transactions)).toBe(lines);
  expect(await stagedRows()).toBe(0);
  expect(readdirSync(files, { recursive: true }).filter((name) => String(name).includes(uploadId))).toEqual([]);
}, 120_000);
