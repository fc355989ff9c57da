import { isIP } from "node:net";
import type { LineFaultCode, LineOutcome, SkipReason, TrafficAction } from "@/lib/domain/discovery-record";
import { readHost, readPort, readTarget } from "../values/read-target";

/** The fields of a line as text. Empty text, `-` and `N/A` mean absent. */
export type RawTraffic = {
  occurredAtMs: number | undefined;
  /** The time as written, for the fault's detail. */
  timeText?: string | undefined;
  sourceIp: string | undefined;
  user?: string | undefined;
  sourceHost?: string | undefined;
  destinationIp?: string | undefined;
  destinationHost?: string | undefined;
  destinationPort?: string | undefined;
  url?: string | undefined;
  uploaded?: string | undefined;
  downloaded?: string | undefined;
  total?: string | undefined;
  action: TrafficAction;
  device?: string | undefined;
};

/**
 * Checks the fields that every format shares and makes the record. Refused: no readable time, no source IP address, no
 * destination, a byte count that is no whole number.
 */
export function trafficOutcome(raw: RawTraffic): LineOutcome {
  if (raw.occurredAtMs === undefined) return failed("time", raw.timeText);
  const sourceIp = present(raw.sourceIp)?.toLowerCase();
  if (sourceIp === undefined || isIP(sourceIp) === 0) return failed("source-ip", raw.sourceIp);

  const url = present(raw.url);
  const target = url === undefined ? undefined : readTarget(url);
  const named = present(raw.destinationHost);
  const host = named === undefined ? undefined : readHost(named);
  const destinationHost = host?.host ?? target?.host;
  const destinationIp = addressOf(raw.destinationIp) ?? host?.ip ?? target?.ip;
  if (destinationHost === undefined && destinationIp === undefined)
    return failed("destination", url ?? named ?? present(raw.destinationIp));

  const uploadedBytes = readBytes(raw.uploaded);
  const downloadedBytes = readBytes(raw.downloaded);
  const statedBytes = readBytes(raw.total);
  if (uploadedBytes === null) return failed("number", raw.uploaded);
  if (downloadedBytes === null) return failed("number", raw.downloaded);
  if (statedBytes === null) return failed("number", raw.total);
  const both =
    uploadedBytes !== undefined && downloadedBytes !== undefined ? uploadedBytes + downloadedBytes : undefined;

  return {
    kind: "record",
    record: {
      occurredAtMs: raw.occurredAtMs,
      sourceIp,
      user: present(raw.user),
      sourceHost: present(raw.sourceHost),
      destinationIp,
      destinationHost,
      destinationPort: readPort(raw.destinationPort) ?? target?.port,
      url: target?.url,
      uploadedBytes,
      downloadedBytes,
      totalBytes: statedBytes ?? both,
      action: raw.action,
      device: present(raw.device),
    },
  };
}

export function failed(code: LineFaultCode, detail?: string): LineOutcome {
  return { kind: "failed", fault: { code, detail: detail === undefined || detail === "" ? undefined : shown(detail) } };
}

const SKIPPED: Readonly<Record<SkipReason, LineOutcome>> = {
  blank: { kind: "skipped", reason: "blank" },
  comment: { kind: "skipped", reason: "comment" },
  header: { kind: "skipped", reason: "header" },
  "other-event": { kind: "skipped", reason: "other-event" },
};

export function skipped(reason: SkipReason): LineOutcome {
  return SKIPPED[reason];
}

/** The text, or undefined when it is one of the ways in which logs write "nothing". */
export function present(text: string | undefined): string | undefined {
  if (text === undefined || text === "" || text === "-" || text === "N/A") return undefined;
  const trimmed = text.trim();
  return trimmed === "" || trimmed === "-" ? undefined : trimmed;
}

function addressOf(text: string | undefined): string | undefined {
  const address = present(text);
  return address !== undefined && isIP(address) !== 0 ? address.toLowerCase() : undefined;
}

/** Null for text that is there and no byte count. */
function readBytes(text: string | undefined): number | undefined | null {
  const digits = present(text);
  if (digits === undefined) return undefined;
  if (!/^\d{1,16}$/.test(digits)) return null;
  const bytes = Number(digits);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

function shown(text: string): string {
  return text.slice(0, 80).replace(/\p{Cc}/gu, " ");
}
