import type { SiemConfiguration, SiemEvent, SyslogTimeFormat } from "@/lib/domain/siem-feed";
import { cefLine } from "./cef";
import { syslogPriorityOf } from "./severity";

type LineSettings = Pick<SiemConfiguration, "format" | "timeFormat" | "includePriority" | "includeSystemName">;
/** Who sends: the machine's name and the version of the agent. */
export type Sender = { hostName: string; agentVersion: string };

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `[<PRI>]TIME [SYSTEMNAME ]MESSAGE`, without a frame or a line break. Times are UTC. */
export function syslogLine(event: SiemEvent, settings: LineSettings, sender: Sender): string {
  const priority = settings.includePriority ? `<${syslogPriorityOf(event)}>` : "";
  const systemName = settings.includeSystemName ? `${sender.hostName} ` : "";
  return `${priority}${timeText(event.at, settings.timeFormat)} ${systemName}${messageOf(event, settings, sender)}`;
}

function messageOf(event: SiemEvent, { format }: LineSettings, sender: Sender): string {
  if (format !== "json") return cefLine(event, sender.agentVersion);
  // JSON.stringify leaves these two breaks as they are, and some receivers end a line at them.
  return JSON.stringify({ kind: event.kind, ...event.record }).replace(
    /[\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
  );
}

function timeText(at: number, format: SyslogTimeFormat): string {
  const time = new Date(at);
  if (format === "rfc5424") return time.toISOString();
  const day = String(time.getUTCDate()).padStart(2, "0");
  const year = format === "rfc3164-year" ? ` ${time.getUTCFullYear()}` : "";
  return `${months[time.getUTCMonth()]} ${day}${year} ${time.toISOString().slice(11, 19)}`;
}
