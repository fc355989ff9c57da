import type { TrafficAction } from "@/lib/domain/discovery-record";
import { readTime } from "../values/read-time";
import { splitFields } from "../values/split-fields";
import { stripEnvelope } from "../values/strip-envelope";
import { actionOf } from "./action-words";
import type { ColumnNames, ColumnPlaces } from "./column-fields";
import { placeColumns } from "./column-fields";
import { failed, present, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat, ParserSettings } from "./log-format";

/**
 * Names over the makers. The prefixes mean: c client, s server (here the proxy), r remote, cs client to server, sc server
 * to client, so cs-bytes is the upload and sc-bytes the download.
 */
const NAMES: ColumnNames = {
  date: ["date", "x-date"],
  time: ["time", "timestamp", "date-time", "datetime", "x-timestamp", "gmttime", "localtime"],
  sourceIp: ["c-ip", "src-ip", "source-ip", "client-ip", "x-client-ip", "srcip"],
  user: ["cs-username", "cs-user", "username", "cs-auth-user", "x-user", "user", "cs-userdn"],
  sourceHost: ["c-dns", "c-computername"],
  destinationIp: ["r-ip", "cs-ip", "dst-ip", "destination-ip", "r-supplier-ip", "s-supplier-ip", "x-dest-ip"],
  destinationHost: ["cs-host", "r-host", "cs(host)", "r-dns", "destination-host", "s-host", "host"],
  destinationPort: ["cs-uri-port", "r-port", "s-port", "destination-port"],
  url: ["cs-uri", "c-uri", "cs-url", "url", "x-url", "request-url"],
  urlScheme: ["cs-uri-scheme", "c-uri-scheme"],
  urlPath: ["cs-uri-path", "cs-uri-stem", "c-uri-path"],
  uploaded: ["cs-bytes", "bytes-sent", "c-bytes"],
  downloaded: ["sc-bytes", "bytes-received", "rs-bytes"],
  total: ["bytes", "total-bytes"],
  action: ["sc-filter-result", "s-action", "action", "x-action", "cs-action"],
  device: ["s-computername", "s-sitename", "s-dns"],
};

const EXPECTED =
  "W3C extended log: a line `#Fields:` that names the columns (at least date, time and c-ip, and a host, URL or address of the destination), then one line per request.";

/** Any log with a `#Fields:` line; also Barracuda Web Application Firewall's. Times are UTC, as W3C says. */
export const genericW3c: LogFormat = {
  id: "generic-w3c",
  name: "W3C extended log",
  expected: EXPECTED,
  example: "#Fields: date time c-ip cs-username cs-host cs-uri-port cs-uri-path sc-bytes cs-bytes s-action",
  createParser: (settings) => w3cParser(settings, undefined),
};

/** The fields of ProxySG's `main` format, for logs whose head line is lost, as over syslog. */
const BLUE_COAT_MAIN =
  "date time time-taken c-ip cs-username cs-auth-group x-exception-id sc-filter-result cs-categories cs(Referer) sc-status s-action cs-method rs(Content-Type) cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs-uri-extension cs(User-Agent) s-ip sc-bytes cs-bytes x-virus-id";

export const blueCoat: LogFormat = {
  id: "blue-coat",
  name: "Blue Coat ProxySG (W3C)",
  expected: `Blue Coat ProxySG main log. ${EXPECTED}`,
  example:
    '2026-03-02 09:15:07 312 192.0.2.45 jdoe - - OBSERVED "File Storage" - 200 TCP_NC_MISS GET text/html https drive.example.com 443 /f - - "Mozilla/5.0" 198.51.100.9 45090 3120 -',
  createParser: (settings) => w3cParser(settings, readFieldList(BLUE_COAT_MAIN)),
};

export const forefrontTmg: LogFormat = {
  id: "forefront-tmg",
  name: "Microsoft Forefront Threat Management Gateway (W3C)",
  expected: `Forefront TMG web proxy log, separated by tabs. ${EXPECTED}`,
  example: "192.0.2.45\tjdoe\tMozilla/5.0\t2026-03-02\t09:15:07\tdrive.example.com\t203.0.113.80\t443",
  createParser: (settings) => w3cParser(settings, undefined),
};

type FieldList = { places: ColumnPlaces; count: number; actions: readonly number[] };

function w3cParser({ clock }: ParserSettings, assumed: FieldList | undefined): LineParser {
  let list = assumed;
  return (line) => {
    const { message, device } = stripEnvelope(line);
    if (message === "") return skipped("blank");
    if (message.startsWith("#")) {
      if (!message.startsWith("#Fields:")) return skipped("comment");
      list = readFieldList(message.slice("#Fields:".length));
      return skipped("header");
    }
    if (!list) return failed("no-field-list");
    // Forefront separates the names by blanks or tabs and the values by tabs.
    const isTabbed = message.includes("\t");
    const fields = splitFields(message, isTabbed ? "\t" : " ", !isTabbed);
    if (!fields) return failed("unclosed-quote");
    if (fields.length < list.count) return failed("too-few-fields", `${fields.length} of ${list.count}`);
    const { places } = list;
    const timeText = writtenTime(places, fields);
    return trafficOutcome({
      occurredAtMs: readTime(timeText, clock),
      timeText,
      sourceIp: fields[places.sourceIp],
      user: fields[places.user],
      sourceHost: fields[places.sourceHost],
      destinationIp: fields[places.destinationIp],
      destinationHost: fields[places.destinationHost],
      destinationPort: fields[places.destinationPort],
      url: fields[places.url] ?? joinedUrl(places, fields),
      uploaded: fields[places.uploaded],
      downloaded: fields[places.downloaded],
      total: fields[places.total],
      action: w3cAction(list.actions, fields),
      device: fields[places.device] ?? device,
    });
  };
}

function readFieldList(text: string): FieldList {
  const header = text.trim().split(/[\t ]+/);
  const lower = header.map((name) => name.toLowerCase());
  return {
    places: placeColumns(NAMES, header),
    count: header.length,
    actions: (NAMES.action ?? []).map((name) => lower.indexOf(name)).filter((index) => index >= 0),
  };
}

function writtenTime(places: ColumnPlaces, fields: readonly string[]): string {
  const time = fields[places.time] ?? "";
  const date = fields[places.date];
  const written = date === undefined ? time : `${date} ${time}`;
  return written.startsWith("[") ? written.slice(1).replace(/\]$/, "") : written;
}

/** Blue Coat writes a URL's parts in columns of their own. */
function joinedUrl(places: ColumnPlaces, fields: readonly string[]): string | undefined {
  const host = present(fields[places.destinationHost]);
  const path = present(fields[places.urlPath]);
  if (host === undefined || path === undefined) return undefined;
  const scheme = present(fields[places.urlScheme]);
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `${scheme === undefined || scheme === "tcp" ? "" : `${scheme}://`}${name}${path.startsWith("/") ? path : "/"}`;
}

/** Blocked when any column says so: a filter's verdict and the cache's action stand in different ones. */
function w3cAction(places: readonly number[], fields: readonly string[]): TrafficAction {
  let action: TrafficAction = "unknown";
  for (const place of places) {
    const word = fields[place];
    const read = word !== undefined && /^TCP_/.test(word) ? cacheAction(word) : actionOf(word);
    if (read === "blocked") return "blocked";
    if (read === "allowed") action = "allowed";
  }
  return action;
}

function cacheAction(word: string): TrafficAction {
  return word.includes("DENIED") ? "blocked" : "allowed";
}
