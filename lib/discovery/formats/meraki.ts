import type { LineOutcome } from "@/lib/domain/discovery-record";
import { splitPort } from "../values/read-target";
import { readTime } from "../values/read-time";
import { failed, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** Cisco Meraki MX `urls` events. They carry no bytes; of https they carry no path. */
export const meraki: LogFormat = {
  id: "meraki",
  name: "Cisco Meraki (URLs log)",
  expected:
    "Meraki syslog: seconds since 1970, device, urls, src=address:port, dst=address:port, mac=…, request: METHOD URL.",
  example:
    "<134>1 1772442907.412 mx1 urls src=192.0.2.45:51544 dst=203.0.113.80:443 mac=00:00:5E:00:53:01 request: UNKNOWN https://drive.example.com/...",
  createParser: merakiParser,
};

const EVENT = /(?:^|[ >])(\d{9,10}\.\d{1,9}) (\S+) (\S+) /;
const URLS = /^src=(\S+) dst=(\S+)(?: mac=\S+)?(?: agent='[^']*')? request: \S+ (\S+)$/;

function merakiParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    if (line.trim() === "") return skipped("blank");
    const event = EVENT.exec(line);
    if (!event) return failed("not-this-format", line);
    if (event[3] !== "urls") return skipped("other-event");
    const match = URLS.exec(line.slice(event.index + event[0].length).trimEnd());
    if (!match) return failed("not-this-format", line);
    const destination = splitPort(match[2] ?? "");
    return trafficOutcome({
      occurredAtMs: readTime(event[1] ?? "", clock),
      timeText: event[1],
      sourceIp: bareAddress(splitPort(match[1] ?? "").name),
      destinationIp: bareAddress(destination.name),
      destinationPort: destination.port === undefined ? undefined : String(destination.port),
      url: match[3]?.replace(/\.\.\.$/, ""),
      action: "unknown",
      device: event[2],
    });
  };
}

function bareAddress(text: string): string {
  return text.startsWith("[") ? text.slice(1, -1) : text;
}
