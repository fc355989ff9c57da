import { z } from "zod";
import { receivers } from "./data-source";
import { uploadBytesMaximum } from "./discovery-upload";

/** What portal and log collector say to each other. Both sides read these schemas, so neither can drift from the other. */

const port = z.number().int().min(1).max(65_535);

export const collectorDataSource = z.object({
  /** 24 hexadecimal digits. */
  id: z.string(),
  /** Also the directory of its files on the FTP server: letters, digits, hyphens and underscores. */
  name: z.string(),
  /** The log source as uploads name it, such as SQUID or CUSTOM_PARSER. */
  source: z.string(),
  receiver: z.enum(receivers),
  /** Of its own for syslog; the FTP port for `ftp` and `ftps` (explicit TLS on the same port). */
  port,
});
export type CollectorDataSource = z.infer<typeof collectorDataSource>;

export const collectorConfiguration = z.object({
  collectorName: z.string(),
  version: z.number().int().describe("Rises with each change"),
  dataSources: z.array(collectorDataSource),
  ftp: z.object({ port, passivePorts: z.object({ first: port, last: port }) }),
});
export type CollectorConfiguration = z.infer<typeof collectorConfiguration>;

/** A name that every file system takes, and that is no path. */
const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => !/[\0/\\]/.test(text), { error: "is not a file name" });

/** A compressed file that the collector holds on its disk and wants to send. */
export const collectorFile = z.object({
  dataSource: z.string().describe("The id of one of its data sources"),
  filename: fileName.describe("The same in each attempt to send this file"),
  sizeBytes: z.number().int().min(1).max(uploadBytesMaximum).describe("Of the gzip file as it is sent"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "is not a SHA-256 in hexadecimal")
    .describe("Of the gzip file as it is sent, the same in each attempt"),
});
export type CollectorFile = z.infer<typeof collectorFile>;

/** Where to send it; or that it was finished before, when an answer was lost or the collector died in between. */
export const collectorUpload = z.discriminatedUnion("alreadyReceived", [
  z.object({ alreadyReceived: z.literal(false), url: z.string(), uploadId: z.string() }),
  z.object({ alreadyReceived: z.literal(true) }),
]);
export type CollectorUpload = z.infer<typeof collectorUpload>;

export const collectorUploadReference = z.object({ uploadId: z.uuid() });

/** Why one data source brings nothing. The portal's list, its troubleshooting page and the collector's log use these names. */
export const dataSourceFaults = [
  "port-in-use",
  "port-forbidden",
  "certificate-missing",
  "certificate-invalid",
  "listener-failed",
  "upload-refused",
] as const;
export type DataSourceFault = (typeof dataSourceFaults)[number];

/** Why the collector as a whole cannot do its work. */
export const collectorFaults = ["disk-full", "upload-failed"] as const;
export type CollectorFault = (typeof collectorFaults)[number];

/** Without NUL, which cannot be stored. */
function reportedText(maximum: number) {
  return z
    .string()
    .max(maximum)
    .refine((text) => !text.includes("\0"), { error: "holds a NUL character" });
}

/** Counts and bytes since the program started: a report that is sent twice counts once. */
const total = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const collectorSourceReport = z.object({
  id: z.string(),
  linesReceived: total,
  bytesReceived: total.describe("Before compression"),
  bytesWaiting: total.describe("On the collector's disk at this moment, not yet finished at the portal"),
  linesDropped: total.describe("Received and lost: no room on the disk, or longer than a line may be"),
  lastReceivedAt: z.number().int().min(0).nullable().describe("Milliseconds since 1970"),
  fault: z.enum(dataSourceFaults).nullable(),
  faultDetail: reportedText(500).nullable(),
});
export type CollectorSourceReport = z.infer<typeof collectorSourceReport>;

/** What a collector says of itself: once a minute, and at once when a fault begins or ends. */
export const collectorReport = z.object({
  collectorVersion: reportedText(40),
  hostName: reportedText(255),
  /** One running program; two at once with one token are told apart by it, and counts begin anew with it. */
  instanceId: reportedText(40),
  /** The configuration that it works by; null before the first. */
  configurationVersion: z.number().int().nullable(),
  freeDiskBytes: total.describe("Where it keeps what waits"),
  fault: z.enum(collectorFaults).nullable(),
  /** The fault in the words of the collector's log, without secrets. */
  faultDetail: reportedText(500).nullable(),
  dataSources: z.array(collectorSourceReport).max(500),
});
export type CollectorReport = z.infer<typeof collectorReport>;

export const collectorReportAnswer = z.object({
  connectionTest: z.uuid().nullable().describe("A connection test that somebody asked for in the portal"),
  configurationVersion: z.number().int().describe("When it differs from the applied one, read the configuration again"),
});
