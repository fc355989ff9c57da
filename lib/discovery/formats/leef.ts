import type { LineOutcome } from "@/lib/domain/discovery-record";
import { readTime } from "../values/read-time";
import { stripEnvelope } from "../values/strip-envelope";
import { actionOf } from "./action-words";
import { failed, present, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

const EXPECTED =
  "LEEF: LEEF:1.0|vendor|product|version|event| (LEEF:2.0 with a delimiter after it) and then key=value pairs with devTime, src, and url or dst.";

/** IBM QRadar's Log Event Extended Format with the usual web keys. */
export const genericLeef: LogFormat = {
  id: "generic-leef",
  name: "LEEF",
  expected: EXPECTED,
  example:
    "LEEF:1.0|Contoso|Gateway|1.0|web|devTime=Mar 02 2026 09:15:07 UTC\tsrc=192.0.2.45\tdst=203.0.113.80\tusrName=jdoe\turl=https://drive.example.com/f\tsrcBytes=3120\tdstBytes=45090\taction=allow",
  createParser: leefParser,
};

export const zscalerLeef: LogFormat = {
  id: "zscaler-leef",
  name: "Zscaler NSS (QRadar, LEEF)",
  expected: `Zscaler NSS web feed for QRadar. ${EXPECTED}`,
  example: genericLeef.example,
  createParser: leefParser,
};

export const paloAltoLeef: LogFormat = {
  id: "palo-alto-leef",
  name: "Palo Alto Networks PAN-OS (LEEF)",
  expected: `PAN-OS log in LEEF. ${EXPECTED}`,
  example: genericLeef.example,
  createParser: leefParser,
};

export const forcepointLeef: LogFormat = {
  id: "forcepoint-leef",
  name: "Forcepoint Web Security (LEEF)",
  expected: `Forcepoint SIEM log in LEEF. ${EXPECTED}`,
  example: genericLeef.example,
  createParser: leefParser,
};

const HEADER = /LEEF:[12]\.\d\|(?:[^|]*\|){3}([^|]*)\|(?:(0?x[0-9A-Fa-f]{2}|[^\w\s=]|\t)\|)?/;
/** Some senders write blanks where the format wants tabs. */
const BLANK_SEPARATED_KEY = /(?:^|\s)([A-Za-z][\w-]*)=/g;

function leefParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    if (line.trim() === "") return skipped("blank");
    const header = HEADER.exec(line);
    if (!header) return line.startsWith("#") ? skipped("comment") : failed("not-this-format", line);
    const body = line.slice(header.index + header[0].length);
    const pairs = readPairs(body, header[2]);
    const first = (...keys: readonly string[]): string | undefined => {
      for (const key of keys) {
        const value = present(pairs.get(key));
        if (value !== undefined) return value;
      }
      return undefined;
    };
    const envelope = stripEnvelope(`${line.slice(0, header.index)}x`);
    const timeText = first("devTime", "GenerateTime", "ReceiveTime") ?? envelope.time ?? "";
    return trafficOutcome({
      occurredAtMs: readTime(timeText, clock),
      timeText,
      sourceIp: first("src", "identSrc"),
      user: first("usrName", "loginID", "SourceUser", "accountName"),
      sourceHost: first("identHostName"),
      destinationIp: first("dst"),
      destinationHost: first("dstHost", "dhost"),
      destinationPort: first("dstPort"),
      url: first("url", "request", "Miscellaneous", "resource"),
      uploaded: first("srcBytes"),
      downloaded: first("dstBytes"),
      total: first("totalBytes"),
      action: actionOf(first("action", "act") ?? header[1]?.split(":").at(-1)),
      device: first("devName") ?? envelope.device,
    });
  };
}

function readPairs(body: string, named: string | undefined): ReadonlyMap<string, string> {
  const delimiter = named === undefined ? "\t" : delimiterOf(named);
  if (!body.includes(delimiter)) return readBlankSeparated(body);
  const pairs = new Map<string, string>();
  for (const pair of body.split(delimiter)) {
    const equals = pair.indexOf("=");
    if (equals > 0) pairs.set(pair.slice(0, equals).trim(), pair.slice(equals + 1));
  }
  return pairs;
}

function delimiterOf(named: string): string {
  return named.length > 1 ? String.fromCharCode(Number.parseInt(named.slice(named.indexOf("x") + 1), 16)) : named;
}

function readBlankSeparated(body: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const keys = [...body.matchAll(BLANK_SEPARATED_KEY)];
  keys.forEach((match, index) => {
    pairs.set(match[1] ?? "", body.slice(match.index + match[0].length, keys[index + 1]?.index).trim());
  });
  return pairs;
}
