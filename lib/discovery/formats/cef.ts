import type { LineOutcome } from "@/lib/domain/discovery-record";
import { readTime } from "../values/read-time";
import { stripEnvelope } from "../values/strip-envelope";
import { actionOf } from "./action-words";
import { failed, present, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

const EXPECTED =
  "CEF: CEF:0|vendor|product|version|id|name|severity| and then key=value pairs with rt (or start, end), src, and request, dhost or dst.";

/** ArcSight Common Event Format with the usual web keys. */
export const genericCef: LogFormat = {
  id: "generic-cef",
  name: "CEF",
  expected: EXPECTED,
  example:
    "CEF:0|Contoso|Gateway|1.0|100|web|3|rt=1772442907000 src=192.0.2.45 suser=jdoe dst=203.0.113.80 dhost=drive.example.com request=https://drive.example.com/f in=45090 out=3120 act=allow",
  createParser: cefParser,
};

export const zscalerCef: LogFormat = {
  id: "zscaler-cef",
  name: "Zscaler NSS (CEF)",
  expected: `Zscaler NSS web feed. ${EXPECTED}`,
  example:
    "CEF:0|Zscaler|NSSWeblog|6.2|Allowed|Allowed|3|act=Allowed app=HTTPS dhost=drive.example.com dst=203.0.113.80 src=192.0.2.45 in=45090 out=3120 request=drive.example.com/f suser=jdoe@example.com requestMethod=GET rt=Mar 02 2026 09:15:07",
  createParser: cefParser,
};

export const menloCef: LogFormat = {
  id: "menlo-cef",
  name: "Menlo Security (CEF)",
  expected: `Menlo Security web log. ${EXPECTED}`,
  example: genericCef.example,
  createParser: cefParser,
};

export const websenseCef: LogFormat = {
  id: "websense-cef",
  name: "Websense Web Security (SIEM, CEF)",
  expected: `Websense SIEM log. ${EXPECTED}`,
  example: genericCef.example,
  createParser: cefParser,
};

export const checkPointCef: LogFormat = {
  id: "check-point-cef",
  name: "Check Point (CEF)",
  expected: `Check Point Log Exporter. ${EXPECTED}`,
  example: genericCef.example,
  createParser: cefParser,
};

const HEADER_FIELDS = 7;
const KEY = /(?:^|\s)([A-Za-z_][\w.\-[\]]*)=/g;

function cefParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    if (line.trim() === "") return skipped("blank");
    const start = line.indexOf("CEF:");
    if (start < 0) return line.startsWith("#") ? skipped("comment") : failed("not-this-format", line);
    const header = readHeader(line, start);
    if (!header) return failed("too-few-fields", "the header before the pairs");
    const pairs = readExtension(line.slice(header.end));
    const first = (...keys: readonly string[]): string | undefined => {
      for (const key of keys) {
        const value = present(pairs.get(key));
        if (value !== undefined) return value;
      }
      return undefined;
    };
    const timeText = first("rt", "start", "end", "deviceReceiptTime") ?? headerTime(line, start);
    return trafficOutcome({
      occurredAtMs: readTime(timeText, clock),
      timeText,
      sourceIp: first("src", "c6a2", "sourceTranslatedAddress"),
      user: first("suser", "duser", "loginID", "cs-username"),
      sourceHost: first("shost"),
      destinationIp: first("dst", "c6a3"),
      destinationHost: first("dhost", "dntdom", "destinationDnsDomain"),
      destinationPort: first("dpt"),
      url: first("request"),
      uploaded: first("out"),
      downloaded: first("in"),
      action: actionOf(first("act") ?? header.name),
      device: first("dvchost", "dvc"),
    });
  };
}

/** The event's name and where the pairs begin: after the seventh `|` that no backslash escapes. */
function readHeader(line: string, start: number): { name: string; end: number } | undefined {
  let fields = 0;
  let fieldStart = start;
  let name = "";
  for (let index = start; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code === 92) index += 1;
    else if (code === 124) {
      fields += 1;
      if (fields === 6) name = line.slice(fieldStart, index);
      if (fields === HEADER_FIELDS) return { name, end: index + 1 };
      fieldStart = index + 1;
    }
  }
  return undefined;
}

/** A value ends where the next ` key=` begins, so it may hold blanks and unescaped `=` as URLs do. */
function readExtension(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let key: string | undefined;
  let valueStart = 0;
  for (const match of text.matchAll(KEY)) {
    if (key !== undefined) setPair(pairs, key, text.slice(valueStart, match.index));
    key = match[1];
    valueStart = match.index + match[0].length;
  }
  if (key !== undefined) setPair(pairs, key, text.slice(valueStart));
  return pairs;
}

function setPair(pairs: Map<string, string>, key: string, raw: string): void {
  if (pairs.has(key)) return;
  const value = raw.trimEnd();
  pairs.set(key, value.includes("\\") ? value.replace(/\\([\\=|])/g, "$1").replace(/\\[nr]/g, " ") : value);
}

function headerTime(line: string, start: number): string {
  return stripEnvelope(`${line.slice(0, start)}x`).time ?? "";
}
