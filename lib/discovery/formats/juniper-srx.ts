import type { LineOutcome } from "@/lib/domain/discovery-record";
import type { KeyValues } from "../values/read-key-values";
import { readKeyValues } from "../values/read-key-values";
import { readTime } from "../values/read-time";
import { stripEnvelope } from "../values/strip-envelope";
import type { RawTraffic } from "./line-outcome";
import { failed, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** Juniper SRX security logs in all three forms: structured (sd-syslog), plain text and WELF. */
export const juniperSrx: LogFormat = {
  id: "juniper-srx",
  name: "Juniper SRX",
  expected:
    'Junos security log: RT_FLOW_SESSION_CLOSE or _DENY as structured data (key="value" in brackets), as plain text (source/port->destination/port) or in WELF.',
  example:
    '<14>1 2026-03-02T09:15:07.000Z srx1 RT_FLOW - RT_FLOW_SESSION_CLOSE [junos@2636.1.1.1.2.40 reason="TCP FIN" source-address="192.0.2.45" source-port="51544" destination-address="203.0.113.80" destination-port="443" protocol-id="6" policy-name="out" bytes-from-client="3120" bytes-from-server="45090" elapsed-time="15" username="jdoe"]',
  createParser: srxParser,
};

const EVENT =
  /\b(RT_FLOW_SESSION_(?:CLOSE|DENY|CREATE)|WEBFILTER_URL_(?:BLOCKED|PERMITTED)|[A-Z][A-Z0-9]+_[A-Z0-9_]+)\b/;
const USED_EVENTS = new Set([
  "RT_FLOW_SESSION_CLOSE",
  "RT_FLOW_SESSION_DENY",
  "WEBFILTER_URL_BLOCKED",
  "WEBFILTER_URL_PERMITTED",
]);
const ADDRESSES = /([0-9A-Fa-f.:]{2,45})\/(\d{1,5})->([0-9A-Fa-f.:]{2,45})\/(\d{1,5})/;
/** Packets and bytes of the client, the same of the server, seconds, application, nested application, user(roles). */
const COUNTS = / \d+\((\d+)\) \d+\((\d+)\) \d+(?: \S+ \S+ ([^\s(]+)\()?/;

function srxParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    const envelope = stripEnvelope(line);
    if (line.trim() === "") return skipped("blank");
    const event = envelope.messageId ?? EVENT.exec(envelope.message)?.[1];
    if (event === undefined) return failed("not-this-format", envelope.message);
    if (!USED_EVENTS.has(event)) return skipped("other-event");
    const body = envelope.structuredData ?? envelope.message;
    const pairs = body.includes('="') || body.includes("src=") ? readKeyValues(pairsIn(body)) : null;
    if (pairs === undefined) return failed("unclosed-quote");
    const traffic = pairs ? readPairs(pairs, event) : readPlain(envelope.message, event);
    if (!traffic) return failed("not-this-format", envelope.message);
    const timeText = pairs?.get("time") ?? envelope.time ?? "";
    traffic.occurredAtMs = readTime(timeText, clock);
    traffic.timeText = timeText;
    traffic.device = envelope.device ?? pairs?.get("fw");
    return trafficOutcome(traffic);
  };
}

/** Without the bracket and the name of its kind before the pairs, and the bracket after them. */
function pairsIn(body: string): string {
  const start = body.startsWith("[") ? body.indexOf(" ") + 1 : 0;
  return body.slice(start, body.endsWith("]") ? -1 : undefined);
}

function readPairs(pairs: KeyValues, event: string): RawTraffic {
  const host = pairs.get("url") ?? pairs.get("urlcategory-host");
  return {
    occurredAtMs: undefined,
    sourceIp: pairs.get("source-address") ?? pairs.get("src"),
    user: known(pairs.get("username") ?? pairs.get("user")),
    destinationIp: pairs.get("destination-address") ?? pairs.get("dst"),
    destinationPort: pairs.get("destination-port"),
    url: host === undefined ? undefined : `${host}${pairs.get("obj") ?? ""}`,
    uploaded: pairs.get("bytes-from-client") ?? pairs.get("sent"),
    downloaded: pairs.get("bytes-from-server") ?? pairs.get("rcvd"),
    action: actionOfEvent(event),
  };
}

function readPlain(message: string, event: string): RawTraffic | undefined {
  const addresses = ADDRESSES.exec(message);
  if (!addresses) return undefined;
  const counts = COUNTS.exec(message);
  return {
    occurredAtMs: undefined,
    sourceIp: addresses[1],
    user: known(counts?.[3]),
    destinationIp: addresses[3],
    destinationPort: addresses[4],
    url: / URL=(\S+)/.exec(message)?.[1],
    uploaded: counts?.[1],
    downloaded: counts?.[2],
    action: actionOfEvent(event),
  };
}

/** Junos writes UNKNOWN for what it did not look up. */
function known(text: string | undefined): string | undefined {
  return text === "UNKNOWN" || text === "unauthenticated-user" ? undefined : text;
}

function actionOfEvent(event: string): "allowed" | "blocked" {
  return event.endsWith("_DENY") || event.endsWith("_BLOCKED") ? "blocked" : "allowed";
}
