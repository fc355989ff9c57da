import { createReadStream, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { appClient } from "@/lib/db/client";
import { finishUpload } from "@/lib/discovery/finish-upload";
import { followUpload } from "@/lib/discovery/follow-upload";
import { openUpload } from "@/lib/discovery/open-upload";
import { parseUploadJob } from "@/lib/discovery/parse-upload-job";
import { admitUpload, receiveUpload } from "@/lib/discovery/receive-upload";
import { startWorkers } from "@/lib/jobs/start-workers";
import { closeAll } from "@/lib/process-once";
import { callerOf, makeMember, makeTenant } from "@/prisma/factories";

/** One uploaded file through the real job, for the benchmark: says how long it took and how much memory at most. */
const [file = "", source = ""] = process.argv.slice(2);
const client = appClient();
const member = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
const caller = callerOf(member);
const uploadUrl = await openUpload(caller, { fileName: "bench.log", source }, new Date());
await receiveUpload(await admitUpload(uploadUrl, new Date()), { kind: "file", content: createReadStream(file) });
const choice = { uploadUrl, streamName: "Bench", isSnapshot: false, anonymizesUsers: false };
const { uploadId } = await finishUpload(caller, choice, new Date());
const idleMiB = process.memoryUsage.rss() / 1024 ** 2;
const began = performance.now();
const before = process.cpuUsage();
const workers = await startWorkers([parseUploadJob], { concurrency: 1, pollMilliseconds: 20 });
for (;;) {
  const { upload } = await followUpload(caller, uploadId);
  // A firewall that names addresses only has no catalogued app in a made-up log; its lines are parsed all the same.
  if (upload.state === "failed" && upload.failureCode !== "no-cataloged-apps")
    throw new Error(upload.failure ?? "the upload failed");
  if (upload.state === "done" || upload.state === "failed") {
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(before);
    const lines = upload.summary?.lines ?? 0;
    process.send?.({ lines, seconds, cpuSeconds: (user + system) / 1_000_000, peakMiB: peakMiB(), idleMiB });
    break;
  }
  await pause(50);
}
await workers.stop();
await closeAll();
process.disconnect();

/** The most that the process ever held, in MiB. */
function peakMiB(): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return kib === undefined ? process.resourceUsage().maxRSS / 1024 : Number(kib) / 1024;
}
