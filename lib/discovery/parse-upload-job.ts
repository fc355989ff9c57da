import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordSystemEvents } from "../audit/record-event";
import { type Transaction, withTenant } from "../db/transaction";
import { isLogFileFault, LogFileFault } from "../domain/discovery-file";
import { formatIdOf, sourceNamed } from "../domain/discovery-source";
import type { LogSummary, TrafficSum } from "../domain/discovery-traffic";
import { defineJob, type JobContext } from "../jobs/define-job";
import { enqueueJob } from "../jobs/enqueue-job";
import { readParts } from "../storage/file-parts";
import { storage } from "../storage/storage";
import { revokeFoundTokens } from "../tokens/revoke-found-tokens";
import { analyseLog, faultOf } from "./analyse-log";
import { applyDiscoveryPoliciesJob } from "./apply-discovery-policies-job";
import { createAppMatcher } from "./catalogue/match-app";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { detached, RETENTION_DAYS } from "./classify-traffic";
import type { StoredLog } from "./content/log-content";
import { customFormat } from "./formats/custom-format";
import type { LogFormat } from "./formats/log-format";
import { formatWithId } from "./formats/log-formats";
import { nameCipherOf } from "./name-key";
import {
  type ClaimedUpload,
  findOwnApps,
  insertStagedTraffic,
  markBytesRead,
  markUploadFailed,
  markUploadParsing,
  type ParseRun,
  publishTraffic,
} from "./parse-run-store";
import { recogniseSource } from "./recognise-source";
import { TokenScan } from "./token-scan";
import { uploadKey } from "./upload-url";
import { DAY_MS } from "./values/log-clock";

const batchMilliseconds = 60_000;
const publishMilliseconds = 15 * 60_000;
const userCharactersMaximum = 256;
/** What the owner of a token is told, who may be of another tenant: not whose log it was. */
const foundAt = "A log that was uploaded to Cloud Discovery";

/**
 * Parses an uploaded log into the traffic of its report. Reads as a stream and stages what it read; the report changes in
 * one transaction at the end, so a killed run leaves no trace and a repeated one counts nothing twice. A file that cannot be
 * parsed ends as failed with its reason. Tokens of this portal that stand in it are in the wrong hands and are revoked. The
 * file itself goes in the end: it names people.
 */
export const parseUploadJob = defineJob({
  name: "parse-discovery-log",
  input: z.object({ uploadId: z.uuid() }),
  timeoutMinutes: 6 * 60,
  handle: async (context, { uploadId }) => {
    const run = { tenantId: context.tenantId, uploadId, runId: randomUUID() };
    const upload = await withTenant(run.tenantId, (tx) => markUploadParsing(tx, run));
    if (upload !== null) await parse(context, run, upload);
    await (await storage()).removeFolder(uploadKey(run));
  },
  onProgress: ({ tenantId }, { uploadId }, { done }) => withTenant(tenantId, (tx) => markBytesRead(tx, uploadId, done)),
  onFailed: async ({ tenantId }, { uploadId }, failure) => {
    const run = { tenantId, uploadId, runId: null };
    const outcome = { failure, code: "unfinished", detail: null, summary: null, at: new Date() } as const;
    await withTenant(tenantId, (tx) => markUploadFailed(tx, run, outcome));
    await (await storage()).removeFolder(uploadKey(run));
  },
});

async function parse(context: JobContext, run: ParseRun, upload: ClaimedUpload): Promise<void> {
  const now = new Date();
  const format = formatOf(upload);
  const scan = new TokenScan();
  const read = await analyse(context, run, upload, { format, now, scan }).catch((error: unknown) => {
    if (isLogFileFault(error)) return { fault: error, summary: null };
    throw error;
  });
  context.signal.throwIfAborted();
  const tokensFound = await revokeFoundTokens(scan.found, { foundAt, requestId: context.jobId }, now);
  if (tokensFound > 0 && read.summary !== null) read.summary.tokensFound = tokensFound;
  const found = { tokensFound, fileName: upload.fileName };
  if (read.fault !== undefined) {
    const { message: failure, code, detail = null } = read.fault;
    const outcome = { failure, code, detail, summary: read.summary, at: now };
    const isEnded = await withTenant(run.tenantId, async (tx) => {
      if (!(await markUploadFailed(tx, run, outcome))) return false;
      await recordFound(tx, run, found);
      return true;
    });
    if (!isEnded) throw takenOver();
    return;
  }
  const times = { at: now, oldestDay: new Date(now.getTime() - RETENTION_DAYS * DAY_MS) };
  const isPublished = await withTenant(
    run.tenantId,
    (tx) => publish(tx, run, { summary: read.summary, ...found }, times),
    undefined,
    publishMilliseconds,
  );
  if (!isPublished) throw takenOver();
}

/** The other run tells what was found, and still reads the file. */
function takenOver(): Error {
  return new Error("another run has taken the upload over");
}

/** The policies are applied in a job of their own: they may read a month of traffic, which nobody shall wait for. */
async function publish(
  tx: Transaction,
  run: ParseRun,
  { summary, ...found }: { summary: LogSummary } & FoundTokens,
  times: { at: Date; oldestDay: Date },
): Promise<boolean> {
  const days = await publishTraffic(tx, run, summary, times);
  if (days !== undefined) await recordFound(tx, run, found);
  if (days) await enqueueJob(tx, run.tenantId, applyDiscoveryPoliciesJob, days);
  return days !== undefined;
}

type FoundTokens = { tokensFound: number; fileName: string };

/** Tells the tenant whose log it was. The tokens' owners, who may be others, are told by their revocation. */
async function recordFound(tx: Transaction, run: ParseRun, { tokensFound, fileName }: FoundTokens): Promise<void> {
  if (tokensFound === 0) return;
  const target = { kind: "log-upload", id: run.uploadId, name: fileName } as const;
  await recordSystemEvents(tx, run.tenantId, [
    { action: "discovery.tokens-found", target, detail: { tokens: tokensFound } },
  ]);
}

type Analysed = { fault: undefined; summary: LogSummary } | { fault: LogFileFault; summary: LogSummary | null };

async function analyse(
  context: JobContext,
  run: ParseRun,
  upload: ClaimedUpload,
  { format, now, scan }: { format: LogFormat; now: Date; scan: TokenScan },
): Promise<Analysed> {
  const { apps } = await shippedCatalogue();
  const ownApps = await withTenant(run.tenantId, (tx) => findOwnApps(tx, run));
  let staged = 0;
  const stage = async (sums: TrafficSum[]) => {
    context.signal.throwIfAborted();
    await withTenant(run.tenantId, (tx) => insertStagedTraffic(tx, run, staged, sums), undefined, batchMilliseconds);
    staged += sums.length;
  };
  const log = await storedLog(run, upload);
  const summary = await analyseLog(log, {
    format,
    matcher: createAppMatcher(apps, ownApps),
    now,
    pseudonymOf: pseudonymOf(run.tenantId, upload.anonymizesUsers),
    hidesLines: upload.anonymizesUsers,
    onBatch: stage,
    onText: (text) => scan.look(text),
    onProgress: (done) => context.report({ done, total: upload.sizeBytes }),
    signal: context.signal,
  });
  const fault = faultOf(summary, format);
  if (fault === undefined) return { fault, summary };
  const other = fault.code === "format-mismatch" ? await recogniseSource(log, { now }) : undefined;
  return { fault: other ? new LogFileFault("other-format", `${other.name}, ${other.id}`) : fault, summary };
}

/** Names as they are kept: short enough for a key, and of characters that Postgres takes. */
function pseudonymOf(tenantId: string, anonymizesUsers: boolean): (user: string) => string {
  const kept = (user: string) => detached(user.replaceAll("\0", "").slice(0, userCharactersMaximum));
  if (!anonymizesUsers) return kept;
  const cipher = nameCipherOf(tenantId);
  return (user) => cipher.anonymise("user", kept(user));
}

async function storedLog(run: ParseRun, upload: ClaimedUpload): Promise<StoredLog> {
  const store = await storage();
  const key = uploadKey(run);
  return {
    fileName: upload.fileName,
    size: upload.sizeBytes,
    async *read(start, end) {
      yield* readParts(store, key, upload.content, { start, end });
    },
  };
}

function formatOf(upload: ClaimedUpload): LogFormat {
  if (upload.customParser !== null) return customFormat(upload.customParser);
  const source = sourceNamed(upload.source);
  const format = source && formatWithId(formatIdOf(source));
  if (format === undefined) throw new LogFileFault("format-mismatch", `there is no parser for ${upload.source}`);
  return format;
}
