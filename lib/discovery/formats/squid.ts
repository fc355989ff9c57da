import type { LineOutcome, TrafficAction } from "@/lib/domain/discovery-record";
import { readTime } from "../values/read-time";
import { splitFields } from "../values/split-fields";
import { stripEnvelope } from "../values/strip-envelope";
import { failed, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** Squid's `squid` log format. Bytes are those sent to the client, so the download. */
export const squidNative: LogFormat = {
  id: "squid-native",
  name: "Squid (native)",
  expected:
    "Squid's native access.log: seconds since 1970 with milliseconds, elapsed time, client, code/status, bytes, method, URL, user, hierarchy, type, separated by blanks.",
  example:
    "1772442907.412 312 192.0.2.45 TCP_TUNNEL/200 48210 CONNECT drive.example.com:443 jdoe HIER_DIRECT/203.0.113.80 -",
  createParser: nativeParser,
};

/** Squid's `common` and `combined` log formats. */
export const squidCommon: LogFormat = {
  id: "squid-common",
  name: "Squid (common)",
  expected: 'Squid\'s common access.log: client, identity, user, [date], "request", status, bytes, code:hierarchy.',
  example:
    '192.0.2.45 - jdoe [02/Mar/2026:09:15:07 +0000] "GET http://drive.example.com/f HTTP/1.1" 200 48210 TCP_MISS:HIER_DIRECT',
  createParser: commonParser,
};

function nativeParser({ clock }: ParserSettings): LineParser {
  return (line) => {
    const { message, device } = stripEnvelope(line);
    if (message === "") return skipped("blank");
    if (message.startsWith("#")) return skipped("comment");
    const fields = splitFields(message, " ", true);
    if (!fields) return failed("unclosed-quote");
    const [time = "", , client, code = "", bytes, , url, user, hierarchy = ""] = fields;
    if (!/^\d{9,11}(\.\d+)?$/.test(time)) return failed("not-this-format", time);
    if (hierarchy === "") return failed("too-few-fields", `${fields.length} of 10`);
    return trafficOutcome({
      occurredAtMs: readTime(time, clock),
      sourceIp: client,
      user: user === undefined ? undefined : decodeUser(user),
      destinationIp: hierarchy.slice(hierarchy.indexOf("/") + 1),
      url: targetOf(url),
      downloaded: bytes,
      action: actionOfCode(code),
      device,
    });
  };
}

const COMMON =
  /^(\S+) \S+ (\S+|"[^"]*") \[([^\]]{1,40})\] "([^"]*)" (\d{3}|-) (\d+|-)(?: "[^"]*" "(?:[^"\\]|\\.)*")? ([A-Z_]+)(?::\S+)?/;

function commonParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    const { message, device } = stripEnvelope(line);
    if (message === "") return skipped("blank");
    if (message.startsWith("#")) return skipped("comment");
    const match = COMMON.exec(message);
    if (!match) return failed("not-this-format", message);
    const [, client, user = "", time = "", request = "", , bytes, code = ""] = match;
    const [, url] = request.split(" ");
    return trafficOutcome({
      occurredAtMs: readTime(time, clock),
      timeText: time,
      sourceIp: client,
      user: decodeUser(user.replaceAll('"', "")),
      url: targetOf(url),
      downloaded: bytes,
      action: actionOfCode(code),
      device,
    });
  };
}

/** Squid writes `error:invalid-request` and the like in the place of a URL that it could not read. */
function targetOf(url: string | undefined): string | undefined {
  if (url === undefined || url.startsWith("error:")) return undefined;
  return url;
}

function actionOfCode(code: string): TrafficAction {
  if (/DENIED/.test(code)) return "blocked";
  return code === "" || code.startsWith("NONE") ? "unknown" : "allowed";
}

/** Squid percent-encodes blanks and other bytes of a user name. */
function decodeUser(user: string): string {
  if (!user.includes("%")) return user;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
