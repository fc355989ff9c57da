import { isIP } from "node:net";
import type { LineOutcome } from "@/lib/domain/discovery-record";
import { isInternalAddress } from "../values/internal-address";
import type { LogClock } from "../values/log-clock";
import { readTime } from "../values/read-time";
import type { RawTraffic } from "./line-outcome";
import { failed, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/**
 * Cisco ASA and FWSM system messages: teardowns 302014 and 302016 (bytes of both directions), denials 106023, URL
 * accesses 304001 and 304002. All other messages are skipped.
 */
export const ciscoAsa: LogFormat = {
  id: "cisco-asa",
  name: "Cisco ASA and FWSM",
  expected: "Cisco ASA or FWSM system messages of level 6: a time, then %ASA-6-302014 (or %FWSM-…) and its text.",
  example:
    "Mar 02 2026 09:15:07 fw1 : %ASA-6-302014: Teardown TCP connection 88123 for outside:203.0.113.80/443 to inside:192.0.2.45/51544 duration 0:00:15 bytes 48210 TCP FINs",
  createParser: asaParser,
};

const MESSAGE = /%(?:ASA|FWSM|PIX|FTD)-(?:[\w-]+-)?\d-(\d{6}): /;
const TIME =
  /([A-Z][a-z]{2} [ \d]\d(?: \d{4})? \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)(?: (?:UTC|GMT))?/g;
const TEARDOWN =
  /^Teardown (?:TCP|UDP) connection \S+ for ([^:\s]+):(\S+)\/(\d+)(?:\s?\(([^)]*)\))? to ([^:\s]+):(\S+)\/(\d+)(?:\s?\(([^)]*)\))? duration \S+ bytes (\d+)(?:.*\(([^()]+)\)$)?/;
const DENY =
  /^Deny (?:\S+ )?(?:tcp|udp|icmp|protocol \S+) src ([^:\s]+):([^/\s]+)(?:\/(\d+))?(?:\s?\(([^)]*)\))? dst ([^:\s]+):([^/\s]+)(?:\/(\d+))?/i;
const ACCESSED = /^(?:(\S{1,256})@)?([0-9A-Fa-f.:]{2,45}) Accessed (?:JAVA )?URL ([0-9A-Fa-f.:]{2,45}?):\s?(\S+)$/;
const URL_DENIED = /^Access denied URL (\S+) SRC (\S+) DEST (\S+)/;
const OUTER_INTERFACE = /out|untrust|wan|internet|external|public|isp/i;

function asaParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    if (line.trim() === "") return skipped("blank");
    const message = MESSAGE.exec(line);
    if (!message) return failed("not-this-format", line);
    const text = line.slice(message.index + message[0].length);
    const read = READERS[message[1] ?? ""];
    if (!read) return skipped("other-event");
    const traffic = read(text);
    if (!traffic) return failed("not-this-format", text);
    const { occurredAtMs, timeText, device } = readPrefix(line.slice(0, message.index), clock);
    traffic.occurredAtMs = occurredAtMs;
    traffic.timeText = timeText;
    traffic.device = device;
    return trafficOutcome(traffic);
  };
}

const READERS: Readonly<Record<string, (text: string) => RawTraffic | undefined>> = {
  "302014": readTeardown,
  "302016": readTeardown,
  "106023": readDeny,
  "304001": readAccessed,
  "304002": readUrlDenied,
};

/** The message does not say who began; the inside is the source. */
function readTeardown(text: string): RawTraffic | undefined {
  const match = TEARDOWN.exec(text);
  if (!match) return undefined;
  const first = { name: match[1] ?? "", ip: match[2] ?? "", port: match[3], user: match[4] };
  const second = { name: match[5] ?? "", ip: match[6] ?? "", port: match[7], user: match[8] };
  const [inner, outer] = isSource(first, second) ? [first, second] : [second, first];
  return {
    occurredAtMs: undefined,
    sourceIp: inner.ip,
    user: inner.user ?? match[10],
    destinationIp: outer.ip,
    destinationPort: outer.port,
    total: match[9],
    action: "allowed",
  };
}

type End = { name: string; ip: string };

function isSource(end: End, other: End): boolean {
  const isOuter = OUTER_INTERFACE.test(end.name);
  if (isOuter !== OUTER_INTERFACE.test(other.name)) return !isOuter;
  return isInternalAddress(end.ip) && !isInternalAddress(other.ip);
}

function readDeny(text: string): RawTraffic | undefined {
  const match = DENY.exec(text);
  if (!match) return undefined;
  return {
    occurredAtMs: undefined,
    sourceIp: match[2],
    user: match[4],
    destinationIp: match[6],
    destinationPort: match[7],
    action: "blocked",
  };
}

function readAccessed(text: string): RawTraffic | undefined {
  const match = ACCESSED.exec(text);
  if (!match) return undefined;
  return {
    occurredAtMs: undefined,
    sourceIp: match[2],
    user: match[1],
    destinationIp: match[3],
    url: match[4],
    action: "allowed",
  };
}

function readUrlDenied(text: string): RawTraffic | undefined {
  const match = URL_DENIED.exec(text);
  if (!match) return undefined;
  const destination = match[3]?.replace(/:$/, "") ?? "";
  return {
    occurredAtMs: undefined,
    sourceIp: match[2],
    destinationIp: isIP(destination) === 0 ? undefined : destination,
    url: match[1],
    action: "blocked",
  };
}

/** A relay may put a time and host of its own before the firewall's: the last time is the firewall's. */
function readPrefix(
  prefix: string,
  clock: LogClock,
): { occurredAtMs: number | undefined; timeText: string; device: string | undefined } {
  const last = [...prefix.matchAll(TIME)].at(-1);
  if (!last) return { occurredAtMs: undefined, timeText: prefix, device: undefined };
  const device = /^:? ?([A-Za-z0-9_.-]+)/.exec(prefix.slice(last.index + last[0].length).trimStart())?.[1];
  return { occurredAtMs: readTime(last[0], clock), timeText: last[0], device };
}
