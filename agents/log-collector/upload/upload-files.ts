import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { AgentLog } from "../../shared/agent-log";
import type { Backoff } from "../../shared/backoff";
import { PortalUnavailable } from "../../shared/portal-client";
import type { CollectorSource } from "../collect/collector-source";
import type { CollectorPortal } from "../collector-portal";
import { isMissing } from "../spool/disk";
import type { WaitingFile } from "../spool/waiting-file";

type UploadParts = {
  portal: Pick<CollectorPortal, "openUpload" | "sendFile" | "finishUpload">;
  log: AgentLog;
  backoff: Pick<Backoff, "next" | "reset">;
  /** Whether the portal can be reached, as the last attempt showed; a sentence when not. */
  onOutcome: (trouble: string | null) => void;
  /** A fault of the source began or ended. */
  onChange: () => void;
  /** The portal does not know the source: its configuration was changed. */
  onUnknownSource: () => void;
};

/** Answers that say something about the file or its source, not about the moment. */
const refusals = [400, 404, 409, 413, 422];

/**
 * Sends a source's files one after the other, each as often as it takes. The portal knows a file by source, name and
 * checksum, so an attempt whose answer was lost, or that a killed program made, is recognised and not counted twice.
 * @throws AgentStop when the token is not valid any more
 */
export async function uploadFiles(source: CollectorSource, signal: AbortSignal, parts: UploadParts): Promise<void> {
  for (let file = await source.spool.next(signal); file !== null; file = await source.spool.next(signal)) {
    try {
      await sendFile(source, file, parts);
    } catch (error) {
      if (isMissing(error)) {
        parts.log.error(
          { source: source.definition.name, file: file.name },
          "a file that waited was removed by somebody",
        );
        source.spool.forget(file);
        continue;
      }
      if (!(error instanceof PortalUnavailable)) throw error;
      await pause(announce(error, source, file, parts), signal);
    }
  }
}

async function sendFile(
  source: CollectorSource,
  file: WaitingFile & { path: string },
  { portal, log, backoff, onOutcome, onChange }: UploadParts,
): Promise<void> {
  const sha256 = await sha256Of(file.path);
  const upload = await portal.openUpload({
    dataSource: source.definition.id,
    filename: file.uploadName,
    sizeBytes: file.sizeBytes,
    sha256,
  });
  if (!upload.alreadyReceived) {
    await portal.sendFile(upload.url, file.path, file.sizeBytes);
    await portal.finishUpload(upload.uploadId);
  }
  await source.spool.markSent(file);
  backoff.reset();
  onOutcome(null);
  if (source.uploadFault !== null) {
    source.uploadFault = null;
    onChange();
  }
  const about = { source: source.definition.name, file: file.uploadName, bytes: file.sizeBytes };
  log.info(about, upload.alreadyReceived ? "the portal had this file already" : "file sent");
}

/** @returns milliseconds to wait */
function announce(
  error: PortalUnavailable,
  source: CollectorSource,
  file: WaitingFile,
  { log, backoff, onOutcome, onChange, onUnknownSource }: UploadParts,
): number {
  const waitMs = Math.max(backoff.next(), error.retryAfterMs ?? 0);
  log.warn({ source: source.definition.name, file: file.uploadName, waitMs }, error.message);
  if (error.status === null || !refusals.includes(error.status)) onOutcome(error.message);
  else if (source.uploadFault?.detail !== error.message) {
    source.uploadFault = { code: "upload-refused", detail: error.message };
    onChange();
  }
  if (error.status === 404) onUnknownSource();
  return waitMs;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch((error) => {
    if (!signal.aborted) throw error;
  });
}
