import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Collector } from "./run-collector";
import { isMissing } from "./spool/disk";

const sourceStatus = z.object({
  name: z.string(),
  receiver: z.string(),
  port: z.number().nullable(),
  lines: z.number(),
  bytes: z.number(),
  dropped: z.number(),
  waitingBytes: z.number(),
  lastReceivedAt: z.number().nullable(),
  fault: z.string().nullable(),
});

/** What a running collector says of itself. */
export const collectorStatus = z.object({
  version: z.string(),
  pid: z.number(),
  portal: z.string(),
  collectorName: z.string().nullable(),
  lastContactAt: z.number().nullable(),
  spoolFolder: z.string(),
  spoolUsedBytes: z.number(),
  spoolMaximumBytes: z.number(),
  freeDiskBytes: z.number(),
  fault: z.string().nullable(),
  ftpUser: z.string(),
  ftpPasswordFile: z.string().nullable(),
  sources: z.array(sourceStatus),
});
export type CollectorStatus = z.infer<typeof collectorStatus>;

export function statusOf(
  { sources, heartbeat, budget, parts }: Collector,
  about: { portal: string; ftpPasswordFile: string | null },
): CollectorStatus {
  return {
    version: parts.program.version,
    pid: process.pid,
    portal: about.portal,
    collectorName: sources.configuration?.collectorName ?? null,
    lastContactAt: heartbeat.lastContactAt?.getTime() ?? null,
    spoolFolder: parts.settings.spoolFolder,
    spoolUsedBytes: budget.usedBytes,
    spoolMaximumBytes: parts.settings.limits.spoolBytes,
    freeDiskBytes: budget.freeDiskBytes,
    fault: heartbeat.fault?.detail ?? null,
    ftpUser: parts.settings.ftpUser,
    ftpPasswordFile: about.ftpPasswordFile,
    sources: sources.sources.map((source) => {
      const { linesReceived, bytesReceived, linesDropped, bytesWaiting, lastReceivedAt, faultDetail } = source.report;
      return {
        name: source.definition.name,
        receiver: source.definition.receiver,
        port: sources.portOf(source),
        lines: linesReceived,
        bytes: bytesReceived,
        dropped: linesDropped,
        waitingBytes: bytesWaiting,
        lastReceivedAt,
        fault: faultDetail,
      };
    }),
  };
}

/** For a person at a terminal. */
export function statusText(status: CollectorStatus): string {
  const hasFtp = status.sources.some(({ receiver }) => receiver === "ftp" || receiver === "ftps");
  return [
    `running     version ${status.version}, process ${status.pid}`,
    `portal      ${status.portal}, last contact ${instant(status.lastContactAt)}`,
    `collector   ${status.collectorName ?? "no configuration yet"}`,
    `spool       ${size(status.spoolUsedBytes)} of ${size(status.spoolMaximumBytes)} wait in ${status.spoolFolder}, ${size(status.freeDiskBytes)} free on the disk`,
    ...(hasFtp
      ? [`FTP user    ${status.ftpUser}, password in ${status.ftpPasswordFile ?? "the setting it was given by"}`]
      : []),
    ...(status.fault === null ? [] : [`FAULT       ${status.fault}`]),
    ...(status.sources.length === 0
      ? ["", "No data source is linked to this collector yet: link one in the portal."]
      : []),
    ...status.sources.flatMap(sourceText),
  ].join("\n");
}

function sourceText(source: CollectorStatus["sources"][number]): string[] {
  return [
    "",
    `${source.name}  ${source.receiver}, ${source.port === null ? "NOT LISTENING" : `port ${source.port}`}`,
    `            ${source.lines} lines (${size(source.bytes)}) received since the start, the last ${instant(source.lastReceivedAt)}`,
    `            ${size(source.waitingBytes)} wait for the portal, ${source.dropped} lines dropped`,
    ...(source.fault === null ? [] : [`            FAULT ${source.fault}`]),
  ];
}

/** What waits in the folder of a collector that does not run. */
export async function waitingText(spoolFolder: string): Promise<string> {
  const files = await waitingFiles(spoolFolder);
  const bytes = files.reduce((sum, file) => sum + file, 0);
  return `not running\n${files.length} files with ${size(bytes)} wait in ${spoolFolder}; they are sent when the collector runs again`;
}

async function waitingFiles(spoolFolder: string): Promise<number[]> {
  try {
    const entries = await readdir(path.join(spoolFolder, "sources"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !/(backup|incoming)$/.test(entry.parentPath));
    return Promise.all(files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function instant(at: number | null): string {
  return at === null ? "never" : new Date(at).toISOString();
}

function size(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
