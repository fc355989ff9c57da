import type { SampleWriter } from "./sample-writer";
import { urlOf, writtenTime } from "./sample-writer";

const W3C_FIELDS =
  "#Fields: date time c-ip cs-username cs-host cs-uri-scheme cs-uri-port cs-uri-path r-ip sc-bytes cs-bytes s-action";
const BLUE_COAT_FIELDS =
  "#Fields: date time time-taken c-ip cs-username cs-auth-group x-exception-id sc-filter-result cs-categories cs(Referer) sc-status s-action cs-method rs(Content-Type) cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs-uri-extension cs(User-Agent) s-ip sc-bytes cs-bytes x-virus-id";
const TMG_FIELDS =
  "#Fields: c-ip\tcs-username\tc-agent\tdate\ttime\tr-host\tr-ip\tr-port\tcs-bytes\tsc-bytes\tcs-uri\taction";

/** Web proxies: one line per request. */
export const PROXY_WRITERS: Readonly<Record<string, SampleWriter>> = {
  "squid-native": {
    line: (t) =>
      `${writtenTime(t.atMs).epoch} 312 ${t.sourceIp} ${t.isBlocked ? "TCP_DENIED/403" : "TCP_MISS/200"} ${t.downloadedBytes} GET ${urlOf(t)} ${t.user} HIER_DIRECT/${t.destinationIp} text/html`,
    carries: ["user", "host", "destinationIp", "url", "downloaded", "blocked"],
    timeStepMs: 1,
  },
  "squid-common": {
    line: (t) =>
      `${t.sourceIp} - ${t.user} [${writtenTime(t.atMs).commonLog}] "GET ${urlOf(t)} HTTP/1.1" ${t.isBlocked ? 403 : 200} ${t.downloadedBytes} ${t.isBlocked ? "TCP_DENIED:HIER_NONE" : "TCP_MISS:HIER_DIRECT"}`,
    carries: ["user", "host", "url", "downloaded", "blocked"],
    timeStepMs: 1000,
  },
  "iron-port": {
    header: [
      "#Fields: %t %e %a %w/%h %s %2r %A %H/%d %c %D %Xr %?BLOCK_SUSPECT_USER_AGENT,MONITOR_SUSPECT_USER_AGENT?",
    ],
    line: (t) =>
      `${writtenTime(t.atMs).epoch} 312 ${t.sourceIp} ${t.isBlocked ? "TCP_DENIED/403" : "TCP_MISS/200"} ${t.downloadedBytes} GET ${urlOf(t)} "CORP\\${t.user}@realm" DIRECT/${t.host} text/html ${t.isBlocked ? "BLOCK_WEBCAT_12" : "DEFAULT_CASE_12"}-Pol-Id-NONE-NONE-NONE-DefaultGroup-NONE <"IW_fts",5.2,-> - -`,
    carries: ["user", "host", "url", "downloaded", "blocked"],
    timeStepMs: 1,
  },
  "blue-coat": {
    header: ["#Software: SGOS 7.3.6.1", "#Version: 1.0", BLUE_COAT_FIELDS],
    line: (t) => {
      const { date, clock } = writtenTime(t.atMs);
      const verdict = t.isBlocked ? "DENIED" : "OBSERVED";
      const cache = t.isBlocked ? "TCP_DENIED" : "TCP_NC_MISS";
      return `${date} ${clock} 312 ${t.sourceIp} ${t.user} - - ${verdict} "File Storage" - 200 ${cache} GET text/html https ${t.host} 443 ${t.path} - - "Mozilla/5.0 (Windows NT 10.0)" 198.51.100.9 ${t.downloadedBytes} ${t.uploadedBytes} -`;
    },
    carries: ["user", "host", "url", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1000,
  },
  "forefront-tmg": {
    header: ["#Software: Microsoft Forefront Threat Management Gateway", "#Version: 2.0", TMG_FIELDS],
    line: (t) => {
      const { date, clock } = writtenTime(t.atMs);
      return `${t.sourceIp}\tCORP\\${t.user}\tMozilla/5.0 (Windows NT 10.0)\t${date}\t${clock}\t${t.host}\t${t.destinationIp}\t443\t${t.uploadedBytes}\t${t.downloadedBytes}\t${urlOf(t)}\t${t.isBlocked ? "Denied" : "Allowed"}`;
    },
    carries: ["user", "host", "destinationIp", "url", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1000,
  },
  "generic-w3c": {
    header: ["#Version: 1.0", W3C_FIELDS],
    line: (t) => {
      const { date, clock } = writtenTime(t.atMs);
      return `${date} ${clock} ${t.sourceIp} ${t.user} ${t.host} https 443 ${t.path} ${t.destinationIp} ${t.downloadedBytes} ${t.uploadedBytes} ${t.isBlocked ? "DENIED" : "ALLOWED"}`;
    },
    carries: ["user", "host", "destinationIp", "url", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1000,
  },
  meraki: {
    line: (t) =>
      `<134>1 ${writtenTime(t.atMs).epoch} mx1 urls src=${t.sourceIp}:51544 dst=${t.destinationIp}:443 mac=00:00:5E:00:53:01 request: UNKNOWN https://${t.host}/...`,
    carries: ["host", "destinationIp"],
    timeStepMs: 1,
  },
};
