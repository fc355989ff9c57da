import type { LineOutcome } from "@/lib/domain/discovery-record";
import type { LogClock } from "../values/log-clock";
import type { KeyValues } from "../values/read-key-values";
import { readKeyValues } from "../values/read-key-values";
import { readTime } from "../values/read-time";
import { stripEnvelope } from "../values/strip-envelope";
import { actionOf } from "./action-words";
import { failed, present, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/** FortiGate and FortiOS log lines: traffic/forward and utm/webfilter (in FortiOS 5.0 and older: webfilter). */
export const fortinet: LogFormat = {
  id: "fortinet",
  name: "Fortinet FortiGate (FortiOS)",
  expected:
    "FortiOS log as key=value pairs with date, time, type (traffic or utm), srcip and dstip, values quoted when needed.",
  example:
    'date=2026-03-02 time=09:15:07 logid="0317013312" type="utm" subtype="webfilter" eventtype="ftgd_allow" level="notice" vd="root" srcip=192.0.2.45 srcport=51544 dstip=203.0.113.80 dstport=443 user="jdoe" service="HTTPS" hostname="drive.example.com" action="passthrough" url="/f" sentbyte=3120 rcvdbyte=45090',
  createParser: fortinetParser,
};

const WEB_SUBTYPES = new Set(["webfilter", "app-ctrl"]);

function fortinetParser({ clock }: ParserSettings): LineParser {
  return (line): LineOutcome => {
    const { message, device } = stripEnvelope(line);
    if (message === "") return skipped("blank");
    const pairs = readKeyValues(message);
    if (!pairs) return failed("unclosed-quote");
    const type = pairs.get("type");
    if (type === undefined) return failed("not-this-format", message);
    const isTraffic = type === "traffic" && pairs.get("subtype") !== "sniffer";
    const isWeb = type === "webfilter" || (type === "utm" && WEB_SUBTYPES.has(pairs.get("subtype") ?? ""));
    if (!isTraffic && !isWeb) return skipped("other-event");
    return trafficOutcome({
      occurredAtMs: readFortinetTime(pairs, clock),
      timeText: `${pairs.get("date") ?? ""} ${pairs.get("time") ?? ""}`,
      sourceIp: pairs.get("srcip") ?? pairs.get("src"),
      user: present(pairs.get("user")) ?? pairs.get("unauthuser"),
      sourceHost: pairs.get("srcname"),
      destinationIp: pairs.get("dstip") ?? pairs.get("dst"),
      destinationHost: pairs.get("hostname"),
      destinationPort: pairs.get("dstport") ?? pairs.get("dst_port"),
      url: urlOf(pairs),
      uploaded: pairs.get("sentbyte") ?? pairs.get("sent"),
      downloaded: pairs.get("rcvdbyte") ?? pairs.get("rcvd"),
      action: actionOf(pairs.get("utmaction") === "block" ? "block" : pairs.get("action")),
      device: pairs.get("devname") ?? device,
    });
  };
}

/** eventtime counts seconds before FortiOS 6.2 and nanoseconds after; readTime tells them by length. */
function readFortinetTime(pairs: KeyValues, clock: LogClock): number | undefined {
  const eventTime = pairs.get("eventtime");
  const read = eventTime === undefined ? undefined : readTime(eventTime, clock);
  if (read !== undefined) return read;
  const zone = pairs.get("tz") ?? "";
  return readTime(`${pairs.get("date") ?? ""} ${pairs.get("time") ?? ""}${zone === "" ? "" : ` ${zone}`}`, clock);
}

/** FortiOS writes the path alone in url until 7.0 and the whole URL after. */
function urlOf(pairs: KeyValues): string | undefined {
  const url = present(pairs.get("url"));
  const host = present(pairs.get("hostname"));
  if (url === undefined || !url.startsWith("/")) return url;
  if (host === undefined) return undefined;
  const scheme = pairs.get("service")?.toLowerCase();
  return `${scheme === "http" || scheme === "https" ? `${scheme}://` : ""}${host}${url}`;
}
