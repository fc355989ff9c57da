import type { TrafficAction } from "@/lib/domain/discovery-record";
import { readTime } from "../values/read-time";
import { readQuoted } from "../values/split-fields";
import { stripEnvelope } from "../values/strip-envelope";
import { failed, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** Cisco IronPort / Secure Web Appliance access log. Its `#Fields:` or `%t %e …` head line gives the order when there. */
export const ironPort: LogFormat = {
  id: "iron-port",
  name: "Cisco IronPort WSA",
  expected:
    'IronPort WSA access log: seconds since 1970, elapsed time, client, code/status, bytes, method, URL, "user", access/server, type, ACL decision tag, <verdicts>.',
  example:
    '1772442907.412 312 192.0.2.45 TCP_MISS/200 48210 GET https://drive.example.com/f "CORP\\jdoe@realm" DIRECT/drive.example.com text/html DEFAULT_CASE_12-Pol-Id-NONE-NONE-NONE-DefaultGroup-NONE <"IW_fts",5.2,-> - -',
  createParser: ironPortParser,
};

type Place =
  | "time"
  | "elapsed"
  | "client"
  | "result"
  | "status"
  | "bytes"
  | "received"
  | "method"
  | "url"
  | "user"
  | "server"
  | "mime"
  | "acl"
  | "other";

const DEFAULT_ORDER: readonly Place[] = [
  "time",
  "elapsed",
  "client",
  "result",
  "bytes",
  "method",
  "url",
  "user",
  "server",
  "mime",
  "acl",
];

/** Format specifiers and W3C names of the maker's manual. */
const NAMED: Readonly<Record<string, Place>> = {
  "%t": "time",
  "%e": "elapsed",
  "%a": "client",
  "%w/%h": "result",
  "%w": "result",
  "%h": "status",
  "%s": "bytes",
  "%A": "user",
  "%H/%d": "server",
  "%d": "server",
  "%c": "mime",
  "%D": "acl",
  "%y": "method",
  "%Y": "url",
  "%q": "received",
  timestamp: "time",
  "x-elapsed-time": "elapsed",
  "c-ip": "client",
  "sc-result-code": "result",
  "sc-http-status": "status",
  "sc-bytes": "bytes",
  "cs-bytes": "received",
  "cs-method": "method",
  "cs-url": "url",
  "cs-username": "user",
  "s-hierarchy": "other",
  "s-hostname": "server",
  "cs-mime-type": "mime",
  "x-acltag": "acl",
};

function ironPortParser({ clock }: ParserSettings): LineParser {
  let order = DEFAULT_ORDER;
  return (line) => {
    const { message, device } = stripEnvelope(line);
    if (message === "") return skipped("blank");
    const named = headOrder(message);
    if (named) {
      order = named;
      return skipped("header");
    }
    if (message.startsWith("#")) return skipped("comment");
    const fields = splitLine(message, order.length);
    if (!fields) return failed("unclosed-quote");
    const at = (place: Place) => fields[order.indexOf(place)];
    const time = at("time") ?? "";
    if (!/^\d{9,11}(\.\d+)?$/.test(time)) return failed("not-this-format", time);
    if (fields.length < order.length) return failed("too-few-fields", `${fields.length} of ${order.length}`);
    const server = at("server") ?? "";
    const url = at("url");
    return trafficOutcome({
      occurredAtMs: readTime(time, clock),
      sourceIp: at("client"),
      user: at("user"),
      destinationIp: server.slice(server.indexOf("/") + 1),
      url: url?.startsWith("error:") ? undefined : url,
      uploaded: at("received"),
      downloaded: at("bytes"),
      action: actionOfTag(at("acl") ?? "", at("result") ?? ""),
      device,
    });
  };
}

/** The order that a head line gives, or undefined for a line of traffic. */
function headOrder(message: string): readonly Place[] | undefined {
  const text = /^#\s*Fields:\s*(.+)$/i.exec(message)?.[1] ?? (message.startsWith("%t ") ? message : undefined);
  if (text === undefined) return undefined;
  const order = text
    .trim()
    .split(/\s+/)
    .flatMap((name): readonly Place[] => {
      // The request's first line stands for two columns.
      if (name === "%2r") return ["method", "url"];
      return [NAMED[name.replaceAll('"', "")] ?? "other"];
    });
  return order.includes("client") ? order.slice(0, lastUse(order)) : DEFAULT_ORDER;
}

/** Columns behind the last one in use hold verdicts with blanks inside: not worth cutting. */
function lastUse(order: readonly Place[]): number {
  let last = 0;
  order.forEach((place, index) => {
    if (place !== "other") last = index + 1;
  });
  return last;
}

function splitLine(message: string, count: number): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  while (fields.length < count && at < message.length) {
    if (message.charCodeAt(at) === 32) {
      at += 1;
    } else if (message.charCodeAt(at) === 34) {
      const quoted = readQuoted(message, at);
      if (!quoted) return undefined;
      fields.push(quoted.value);
      at = quoted.end;
    } else {
      const next = message.indexOf(" ", at);
      const end = next < 0 ? message.length : next;
      fields.push(message.slice(at, end));
      at = end;
    }
  }
  return fields;
}

function actionOfTag(tag: string, result: string): TrafficAction {
  if (/^BLOCK_/.test(tag) || /DENIED/.test(result)) return "blocked";
  return result === "" || result.startsWith("NONE") ? "unknown" : "allowed";
}
