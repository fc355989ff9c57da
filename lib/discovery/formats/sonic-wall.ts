import { isIP } from "node:net";
import type { LineOutcome, TrafficAction } from "@/lib/domain/discovery-record";
import type { KeyValues } from "../values/read-key-values";
import { readKeyValues } from "../values/read-key-values";
import { readTime } from "../values/read-time";
import { stripEnvelope } from "../values/strip-envelope";
import { failed, present, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** SonicWall SonicOS syslog. `src` and `dst` are address:port:interface[:name]. */
export const sonicWall: LogFormat = {
  id: "sonic-wall",
  name: "SonicWall",
  expected:
    "SonicOS syslog as key=value pairs with sn, time, m (97 web site hit or 537 connection closed), src and dst as address:port:interface.",
  example:
    '<134>id=fw sn=0017C5000000 time="2026-03-02 09:15:07 UTC" fw=198.51.100.9 pri=6 c=1024 m=537 src=192.0.2.45:51544:X0 dst=203.0.113.80:443:X1 proto=tcp/https sent=3120 rcvd=45090 dstname=drive.example.com',
  createParser: sonicWallParser,
};

/** Message numbers that stand for one transaction: site denied, packet dropped (TCP, UDP), site hit, connection closed. */
const EVENTS: Readonly<Record<string, TrafficAction>> = {
  "14": "blocked",
  "36": "blocked",
  "37": "blocked",
  "97": "allowed",
  "537": "allowed",
};

function sonicWallParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    const { message, device } = stripEnvelope(line);
    if (message.trim() === "") return skipped("blank");
    const pairs = readKeyValues(message);
    if (!pairs) return failed("unclosed-quote");
    const number = pairs.get("m");
    if (number === undefined || !pairs.has("sn")) return failed("not-this-format", message);
    const action = EVENTS[number];
    if (action === undefined) return skipped("other-event");
    const destination = readEnd(pairs.get("dst"));
    const timeText = pairs.get("time") ?? "";
    return trafficOutcome({
      occurredAtMs: readTime(timeText, clock),
      timeText,
      sourceIp: readEnd(pairs.get("src")).ip,
      user: present(pairs.get("usr")) ?? pairs.get("user"),
      destinationIp: destination.ip,
      destinationHost: pairs.get("dstname"),
      destinationPort: destination.port,
      url: urlOf(pairs),
      uploaded: pairs.get("sent"),
      downloaded: pairs.get("rcvd"),
      action,
      device: pairs.get("fw") ?? device,
    });
  };
}

function readEnd(text: string | undefined): { ip: string | undefined; port: string | undefined } {
  if (text === undefined || isIP(text) !== 0) return { ip: text, port: undefined };
  const match = /^(.+?):(\d{1,5})(?::[A-Za-z][\w.-]*)?(?::[^:]*)?$/.exec(text);
  return { ip: match?.[1], port: match?.[2] };
}

function urlOf(pairs: KeyValues): string | undefined {
  const host = present(pairs.get("dstname"));
  const path = present(pairs.get("arg"));
  if (host === undefined || path === undefined) return undefined;
  const scheme = pairs.get("proto")?.split("/")[1];
  return `${scheme === "http" || scheme === "https" ? `${scheme}://` : ""}${host}${path.startsWith("/") ? path : `/${path}`}`;
}
