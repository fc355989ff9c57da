import { Failure } from "./failure";

/** A kind of log that a client may name when it uploads. */
export type DiscoverySource = {
  /** As the API spells it. */
  id: string;
  /** The appliance, as a person knows it. */
  name: string;
  /** `syslog` sources come with a syslog header on each line; both are taken from files too. */
  transport: "file" | "syslog";
  /** The numeric log type of the streams API; Open Systems and Wandera have none. */
  logType: number | undefined;
  /** The parser that reads it; undefined when it has no parser of its own. */
  formatId: string | undefined;
};

/** All sources of the upload API. */
export const DISCOVERY_SOURCES: readonly DiscoverySource[] = [
  { id: "BLUECOAT", name: "Blue Coat ProxySG (W3C)", transport: "file", logType: 102, formatId: "blue-coat" },
  {
    id: "BARRACUDA",
    name: "Barracuda Web Application Firewall (W3C)",
    transport: "file",
    logType: 101,
    formatId: "generic-w3c",
  },
  {
    id: "BARRACUDA_NEXT_GEN_FW",
    name: "Barracuda NextGen Firewall",
    transport: "file",
    logType: 191,
    formatId: undefined,
  },
  {
    id: "BARRACUDA_NEXT_GEN_FW_WEBLOG",
    name: "Barracuda NextGen Firewall (web log)",
    transport: "file",
    logType: 193,
    formatId: undefined,
  },
  {
    id: "BARRACUDA_SYSLOG",
    name: "Barracuda Web Application Firewall (W3C)",
    transport: "syslog",
    logType: 166,
    formatId: "generic-w3c",
  },
  { id: "BLUECOAT_SYSLOG", name: "Blue Coat ProxySG (W3C)", transport: "syslog", logType: 139, formatId: "blue-coat" },
  { id: "CHECKPOINT", name: "Check Point", transport: "file", logType: 103, formatId: undefined },
  {
    id: "CHECKPOINT_CEF_SYSLOG",
    name: "Check Point (CEF)",
    transport: "syslog",
    logType: 219,
    formatId: "check-point-cef",
  },
  {
    id: "CHECKPOINT_SMART_VIEW_TRACKER",
    name: "Check Point SmartView Tracker",
    transport: "file",
    logType: 189,
    formatId: undefined,
  },
  { id: "CHECKPOINT_XML", name: "Check Point (XML)", transport: "file", logType: 187, formatId: undefined },
  { id: "CISCO_ASA", name: "Cisco ASA Firewall", transport: "file", logType: 104, formatId: "cisco-asa" },
  {
    id: "CISCO_ASA_FIREPOWER_SYSLOG",
    name: "Cisco ASA with FirePOWER",
    transport: "syslog",
    logType: 178,
    formatId: undefined,
  },
  { id: "CISCO_ASA_SYSLOG", name: "Cisco ASA Firewall", transport: "syslog", logType: 141, formatId: "cisco-asa" },
  {
    id: "CISCO_FIREPOWER_V6_SYSLOG",
    name: "Cisco FirePOWER 6",
    transport: "syslog",
    logType: 223,
    formatId: undefined,
  },
  { id: "CISCO_FWSM", name: "Cisco FWSM", transport: "file", logType: 157, formatId: "cisco-asa" },
  { id: "CISCO_FWSM_SYSLOG", name: "Cisco FWSM", transport: "syslog", logType: 158, formatId: "cisco-asa" },
  { id: "CISCO_IRONPORT_PROXY", name: "Cisco IronPort WSA", transport: "file", logType: 106, formatId: "iron-port" },
  {
    id: "CISCO_IRONPORT_PROXY_SYSLOG",
    name: "Cisco IronPort WSA",
    transport: "syslog",
    logType: 133,
    formatId: "iron-port",
  },
  {
    id: "CISCO_IRONPORT_WSA_II",
    name: "Cisco IronPort WSA II",
    transport: "file",
    logType: 206,
    formatId: "iron-port",
  },
  {
    id: "CISCO_IRONPORT_WSA_III",
    name: "Cisco IronPort WSA III",
    transport: "file",
    logType: 216,
    formatId: "iron-port",
  },
  { id: "CISCO_SCAN_SAFE", name: "Cisco Cloud Web Security", transport: "file", logType: 124, formatId: undefined },
  { id: "CLAVISTER_SYSLOG", name: "Clavister NGFW", transport: "syslog", logType: 165, formatId: undefined },
  { id: "CONTENTKEEPER_SYSLOG", name: "ContentKeeper", transport: "syslog", logType: 215, formatId: undefined },
  { id: "CORRATA", name: "Corrata", transport: "file", logType: 220, formatId: undefined },
  { id: "FORCEPOINT", name: "Forcepoint Web Security Cloud", transport: "file", logType: 202, formatId: undefined },
  {
    id: "FORCEPOINT_LEEF_SYSLOG",
    name: "Forcepoint (LEEF)",
    transport: "syslog",
    logType: 211,
    formatId: "forcepoint-leef",
  },
  { id: "FORTIGATE", name: "Fortinet FortiGate", transport: "file", logType: 108, formatId: "fortinet" },
  { id: "FORTIGATE_SYSLOG", name: "Fortinet FortiGate", transport: "syslog", logType: 136, formatId: "fortinet" },
  { id: "FORTIOS_SYSLOG", name: "Fortinet FortiOS", transport: "syslog", logType: 205, formatId: "fortinet" },
  { id: "GENERIC_CEF", name: "Generic CEF", transport: "file", logType: 179, formatId: "generic-cef" },
  { id: "GENERIC_CEF_SYSLOG", name: "Generic CEF", transport: "syslog", logType: 180, formatId: "generic-cef" },
  { id: "GENERIC_LEEF", name: "Generic LEEF", transport: "file", logType: 181, formatId: "generic-leef" },
  { id: "GENERIC_LEEF_SYSLOG", name: "Generic LEEF", transport: "syslog", logType: 182, formatId: "generic-leef" },
  { id: "GENERIC_W3C", name: "Generic W3C", transport: "file", logType: 183, formatId: "generic-w3c" },
  { id: "GENERIC_W3C_SYSLOG", name: "Generic W3C", transport: "syslog", logType: 184, formatId: "generic-w3c" },
  { id: "I_FILTER", name: "Digital Arts i-FILTER", transport: "file", logType: 185, formatId: undefined },
  { id: "I_FILTER_SYSLOG", name: "Digital Arts i-FILTER", transport: "syslog", logType: 186, formatId: undefined },
  { id: "IBOSS", name: "iboss Secure Cloud Gateway", transport: "file", logType: 200, formatId: undefined },
  {
    id: "JUNIPER_SRX_SD_SYSLOG",
    name: "Juniper SRX (structured)",
    transport: "syslog",
    logType: 173,
    formatId: "juniper-srx",
  },
  { id: "JUNIPER_SRX_SYSLOG", name: "Juniper SRX", transport: "syslog", logType: 147, formatId: "juniper-srx" },
  {
    id: "JUNIPER_SRX_WELF_SYSLOG",
    name: "Juniper SRX (WELF)",
    transport: "syslog",
    logType: 175,
    formatId: "juniper-srx",
  },
  { id: "JUNIPER_SSG_SYSLOG", name: "Juniper SSG", transport: "syslog", logType: 169, formatId: undefined },
  { id: "MACHINE_ZONE_MERAKI", name: "Cisco Meraki (URLs log)", transport: "file", logType: 153, formatId: "meraki" },
  {
    id: "MACHINE_ZONE_MERAKI_SYSLOG",
    name: "Cisco Meraki (URLs log)",
    transport: "syslog",
    logType: 154,
    formatId: "meraki",
  },
  { id: "MCAFEE_SWG", name: "McAfee Secure Web Gateway", transport: "file", logType: 121, formatId: undefined },
  {
    id: "MCAFEE_SWG_SYSLOG",
    name: "McAfee Secure Web Gateway",
    transport: "syslog",
    logType: 144,
    formatId: undefined,
  },
  { id: "MENLO_SECURITY_CEF", name: "Menlo Security (CEF)", transport: "file", logType: 224, formatId: "menlo-cef" },
  {
    id: "MICROSOFT_ISA_W3C",
    name: "Microsoft Forefront Threat Management Gateway (W3C)",
    transport: "file",
    logType: 159,
    formatId: "forefront-tmg",
  },
  {
    id: "OPEN_SYSTEMS_SECURE_WEB_GATEWAY",
    name: "Open Systems Secure Web Gateway",
    transport: "file",
    logType: undefined,
    formatId: undefined,
  },
  { id: "PALO_ALTO", name: "Palo Alto Networks", transport: "file", logType: 112, formatId: "palo-alto" },
  {
    id: "PALO_ALTO_LEEF",
    name: "Palo Alto Networks (LEEF)",
    transport: "file",
    logType: 208,
    formatId: "palo-alto-leef",
  },
  {
    id: "PALO_ALTO_LEEF_SYSLOG",
    name: "Palo Alto Networks (LEEF)",
    transport: "syslog",
    logType: 209,
    formatId: "palo-alto-leef",
  },
  { id: "PALO_ALTO_SYSLOG", name: "Palo Alto Networks", transport: "syslog", logType: 126, formatId: "palo-alto" },
  { id: "SONICWALL_SYSLOG", name: "SonicWall", transport: "syslog", logType: 160, formatId: "sonic-wall" },
  { id: "SOPHOS_CYBEROAM_SYSLOG", name: "Sophos Cyberoam", transport: "syslog", logType: 163, formatId: undefined },
  { id: "SOPHOS_SG", name: "Sophos SG", transport: "file", logType: 130, formatId: undefined },
  { id: "SOPHOS_SG_SYSLOG", name: "Sophos SG", transport: "syslog", logType: 148, formatId: undefined },
  { id: "SOPHOS_XG", name: "Sophos XG", transport: "file", logType: 198, formatId: undefined },
  { id: "SOPHOS_XG_SYSLOG", name: "Sophos XG", transport: "syslog", logType: 199, formatId: undefined },
  { id: "SQUID", name: "Squid (common)", transport: "file", logType: 114, formatId: "squid-common" },
  { id: "SQUID_NATIVE", name: "Squid (native)", transport: "file", logType: 155, formatId: "squid-native" },
  { id: "SQUID_NATIVE_SYSLOG", name: "Squid (native)", transport: "syslog", logType: 156, formatId: "squid-native" },
  { id: "STORMSHIELD_SYSLOG", name: "Stormshield", transport: "syslog", logType: 213, formatId: undefined },
  { id: "WANDERA_SYSLOG", name: "Wandera", transport: "syslog", logType: undefined, formatId: undefined },
  { id: "WATCHGUARD_XTM_SYSLOG", name: "WatchGuard", transport: "syslog", logType: 226, formatId: undefined },
  {
    id: "WEBSENSE_SIEM_CEF_SYSLOG",
    name: "Websense Web Security activity log (CEF)",
    transport: "syslog",
    logType: 152,
    formatId: "websense-cef",
  },
  {
    id: "WEBSENSE_V7_5",
    name: "Websense investigative detail report (CSV)",
    transport: "file",
    logType: 135,
    formatId: undefined,
  },
  { id: "ZSCALER", name: "Zscaler", transport: "file", logType: 120, formatId: undefined },
  { id: "ZSCALER_CEF_SYSLOG", name: "Zscaler (CEF)", transport: "syslog", logType: 197, formatId: "zscaler-cef" },
  {
    id: "ZSCALER_QRADAR_SYSLOG",
    name: "Zscaler (QRadar LEEF)",
    transport: "syslog",
    logType: 171,
    formatId: "zscaler-leef",
  },
  { id: "ZSCALER_SYSLOG", name: "Zscaler", transport: "syslog", logType: 143, formatId: undefined },
];

const BY_ID = new Map(DISCOVERY_SOURCES.map((source) => [source.id, source]));

/** The source that a client named, or undefined. Upper case only, as clients send it. */
export function sourceNamed(id: string): DiscoverySource | undefined {
  return BY_ID.get(id);
}

/**
 * The id of the parser for a source.
 * @throws Failure invalid with a sentence that offers the custom parser, when the source has no parser of its own
 */
export function formatIdOf(source: DiscoverySource): string {
  if (source.formatId !== undefined) return source.formatId;
  throw new Failure(
    "invalid",
    `${source.name} logs have no parser of their own here. Describe the log once as a custom parser (CSV or key=value) and attach it to the data source.`,
    { field: "source", messageKey: "noParserForSource" },
  );
}
