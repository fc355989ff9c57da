import { isIPv6 } from "node:net";
import { cefHeader, cefValue } from "@/lib/domain/cef-text";
import type { SiemEvent } from "@/lib/domain/siem-feed";
import { cefSeverityOf } from "./severity";

/** The original agent's vendor and product: published parsers and correlation rules key on these two. */
const deviceVendor = "MCAS";
const deviceProduct = "SIEM_Agent";

type Extension = readonly [key: string, value: string];

/**
 * One event in ArcSight's Common Event Format, revision 0 (Micro Focus, "Implementing ArcSight Common Event Format",
 * version 25), with the keys and the order of the original product's agent. Keys without a value are sent as `key=`.
 * @param agentVersion the header's device version
 */
export function cefLine(event: SiemEvent, agentVersion: string): string {
  const severity = String(cefSeverityOf(event));
  const header = [deviceVendor, deviceProduct, agentVersion, event.signature, event.name, severity];
  const extensions = event.kind === "alert" ? alertExtensions(event) : activityExtensions(event);
  return `CEF:0|${header.map(cefHeader).join("|")}|${extensions.map(([key, value]) => `${key}=${cefValue(value)}`).join(" ")}`;
}

function activityExtensions(event: Extract<SiemEvent, { kind: "activity" }>): Extension[] {
  return [
    ...timeOf(event),
    ...peopleOf(event),
    ["dvc", addressOf(event, 4)],
    ["requestClientApplication", event.userAgent ?? ""],
    ...customString(1, "portalURL", event.portalUrl),
    ...customString(2, "uniqueServiceAppIds", appIdsOf(event)),
    ...customString(3, "targetObjects", event.targetObjects.join(",")),
    ...customString(4, "policyIDs", event.policyIds.join(",")),
    ...deviceAddress(event),
  ];
}

function alertExtensions(event: Extract<SiemEvent, { kind: "alert" }>): Extension[] {
  return [
    ...timeOf(event),
    ...peopleOf(event),
    ["src", addressOf(event, 4)],
    ["cn1Label", "riskScore"],
    ["cn1", event.riskScore === null ? "" : String(event.riskScore)],
    ...customString(1, "portalURL", event.portalUrl),
    ...customString(2, "uniqueServiceAppIds", appIdsOf(event)),
    ...customString(3, "relatedAudits", event.activityIds.join(",")),
    ...customString(4, "policyIDs", event.policyIds.join(",")),
    ...deviceAddress(event),
  ];
}

function timeOf(event: SiemEvent): Extension[] {
  const at = String(event.at);
  return [
    ["externalId", event.id],
    ["rt", at],
    ["start", at],
    ["end", at],
    ["msg", event.description],
  ];
}

function peopleOf(event: SiemEvent): Extension[] {
  return [
    ["suser", event.user ?? ""],
    ["destinationServiceName", event.apps.map(({ name }) => name).join(",")],
  ];
}

function customString(place: number, label: string, value: string): Extension[] {
  return [
    [`cs${place}Label`, label],
    [`cs${place}`, value],
  ];
}

/** The label is quoted in the original agent's lines; parsers out there expect it so. */
function deviceAddress(event: SiemEvent): Extension[] {
  return [
    ["c6a1Label", '"Device IPv6 Address"'],
    ["c6a1", addressOf(event, 6)],
  ];
}

function addressOf({ ip }: SiemEvent, family: 4 | 6): string {
  if (ip === null) return "";
  return isIPv6(ip) === (family === 6) ? ip : "";
}

/** `APPID_GOOGLE_DRIVE`, as the original names apps. */
function appIdsOf(event: SiemEvent): string {
  return event.apps.map(({ name }) => `APPID_${name.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, "_")}`).join(",");
}
