import type { SampleTransaction } from "./sample-traffic";
import type { CarriedField, SampleWriter } from "./sample-writer";
import { urlOf, writtenTime } from "./sample-writer";

const ALL: readonly CarriedField[] = [
  "user",
  "host",
  "destinationIp",
  "url",
  "uploaded",
  "downloaded",
  "total",
  "blocked",
];

/** CEF and LEEF senders. */
export const EVENT_WRITERS: Readonly<Record<string, SampleWriter>> = {
  "generic-cef": cefWriter("Contoso|Gateway|1.0|100|web|3", "allow", "deny"),
  "menlo-cef": cefWriter("Menlo Security|MSIP|1.0|web|web|5", "allow", "block"),
  "websense-cef": cefWriter("Forcepoint|Security|8.5.4|9|Transaction permitted|1", "permitted", "blocked"),
  "check-point-cef": cefWriter("Check Point|URL Filtering|Check Point|Log|https|Unknown", "Accept", "Drop"),
  "zscaler-cef": {
    line: (t) => {
      const action = t.isBlocked ? "Blocked" : "Allowed";
      return `CEF:0|Zscaler|NSSWeblog|6.2|${action}|${action}|3|act=${action} app=HTTPS dhost=${t.host} dst=${t.destinationIp} src=${t.sourceIp} in=${t.downloadedBytes} out=${t.uploadedBytes} request=${t.host}${t.path} suser=${t.user}@example.com requestMethod=GET rt=${writtenTime(t.atMs).monthFirst}`;
    },
    carries: ALL,
    timeStepMs: 1000,
  },
  "generic-leef": leefWriter("LEEF:1.0|Contoso|Gateway|1.0|web|", "\t", "allow", "deny"),
  "zscaler-leef": leefWriter("LEEF:1.0|Zscaler|NSS|4.1|web|", "\t", "Allowed", "Blocked"),
  "palo-alto-leef": leefWriter(
    "LEEF:2.0|Palo Alto Networks|PAN-OS Syslog Integration|10.2|url|x7C|",
    "|",
    "alert",
    "block-url",
  ),
  "forcepoint-leef": leefWriter("LEEF:1.0|Forcepoint|Security|8.5.4|transaction|", "\t", "permitted", "blocked"),
};

function cefWriter(header: string, allowed: string, blocked: string): SampleWriter {
  return {
    line: (t: SampleTransaction) =>
      `<134>${writtenTime(t.atMs).syslog} gw1 CEF:0|${header}|rt=${t.atMs} src=${t.sourceIp} suser=${t.user} dst=${t.destinationIp} dhost=${t.host} dpt=443 request=${urlOf(t)} in=${t.downloadedBytes} out=${t.uploadedBytes} act=${t.isBlocked ? blocked : allowed}`,
    carries: ALL,
    timeStepMs: 1,
  };
}

function leefWriter(header: string, delimiter: string, allowed: string, blocked: string): SampleWriter {
  return {
    line: (t: SampleTransaction) => {
      const pairs = [
        `devTime=${writtenTime(t.atMs).monthFirst} UTC`,
        `src=${t.sourceIp}`,
        `dst=${t.destinationIp}`,
        `usrName=${t.user}`,
        `url=${urlOf(t)}`,
        `srcBytes=${t.uploadedBytes}`,
        `dstBytes=${t.downloadedBytes}`,
        `action=${t.isBlocked ? blocked : allowed}`,
      ];
      return `<134>${writtenTime(t.atMs).syslog} gw1 ${header}${pairs.join(delimiter)}`;
    },
    carries: ALL,
    timeStepMs: 1000,
  };
}
