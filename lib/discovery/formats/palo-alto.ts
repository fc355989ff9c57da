import type { LineOutcome } from "@/lib/domain/discovery-record";
import { readTime } from "../values/read-time";
import { splitFields } from "../values/split-fields";
import { stripEnvelope } from "../values/strip-envelope";
import { actionOf } from "./action-words";
import { failed, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** PAN-OS TRAFFIC and THREAT/url lines. Positions from the maker's syslog field descriptions, counted from 0 here. */
export const paloAlto: LogFormat = {
  id: "palo-alto",
  name: "Palo Alto Networks PAN-OS (CSV)",
  expected:
    "PAN-OS log in CSV: the fourth column says TRAFFIC or THREAT; the seventh is the time, the eighth the source, the ninth the destination.",
  example:
    "1,2026/03/02 09:15:07,001801000123,TRAFFIC,end,2305,2026/03/02 09:15:07,192.0.2.45,203.0.113.80,198.51.100.9,203.0.113.80,allow-web,corp\\jdoe,,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,fwd,2026/03/02 09:15:07,55120,1,51544,443,31022,443,0x400053,tcp,allow,48210,3120,45090,71,2026/03/02 09:14:51,15,online-storage",
  createParser: paloAltoParser,
};

const TYPE = 3;
const SUBTYPE = 4;
const TIME = 6;
const SOURCE = 7;
const DESTINATION = 8;
const USER = 12;
const DESTINATION_PORT = 25;
const ACTION = 30;
const TOTAL = 31;
const SENT = 32;
const RECEIVED = 33;
/** In THREAT lines the URL takes the place of the bytes. */
const URL = 31;
const FIELDS_MINIMUM = 34;

function paloAltoParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    const { message, device } = stripEnvelope(line);
    if (message === "") return skipped("blank");
    const fields = splitFields(message, ",");
    if (!fields) return failed("unclosed-quote");
    const type = fields[TYPE];
    // Exports from the web interface begin with the columns' names.
    if (type === "Type" || fields[0] === "Domain") return skipped("header");
    if (type === undefined || !/^[A-Z][A-Z-]{2,15}$/.test(type)) return failed("not-this-format", type ?? message);
    // A session's start carries no bytes and its end repeats it; other log types hold no web traffic.
    const isTraffic = type === "TRAFFIC" && fields[SUBTYPE] !== "start";
    const isUrl = type === "THREAT" && fields[SUBTYPE] === "url";
    if (!isTraffic && !isUrl) return skipped("other-event");
    if (fields.length < FIELDS_MINIMUM) return failed("too-few-fields", `${fields.length} of ${FIELDS_MINIMUM}`);
    const timeText = fields[TIME] ?? "";
    return trafficOutcome({
      occurredAtMs: readTime(timeText, clock),
      timeText,
      sourceIp: fields[SOURCE],
      user: fields[USER],
      destinationIp: fields[DESTINATION],
      destinationPort: fields[DESTINATION_PORT],
      url: isUrl ? fields[URL] : undefined,
      total: isTraffic ? fields[TOTAL] : undefined,
      uploaded: isTraffic ? fields[SENT] : undefined,
      downloaded: isTraffic ? fields[RECEIVED] : undefined,
      action: actionOf(fields[ACTION]),
      device,
    });
  };
}
