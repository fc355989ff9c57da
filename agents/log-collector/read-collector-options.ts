import { isIP, isIPv4 } from "node:net";
import { homedir } from "node:os";
import path from "node:path";
import {
  type CommonOptions,
  commonOptions,
  commonSettings,
  parsedValues,
  readText,
  usage,
} from "../shared/read-options";
import type { CollectorSettings } from "./collect/collector-settings";

const collectorOptions = {
  ...commonOptions,
  spool: { type: "string" },
  "spool-max": { type: "string", default: "20G" },
  "keep-free": { type: "string", default: "1G" },
  "rotate-size": { type: "string", default: "40K" },
  "rotate-age": { type: "string", default: "5m" },
  listen: { type: "string", default: "0.0.0.0" },
  "port-offset": { type: "string", default: "0" },
  "map-port": { type: "string", multiple: true },
  "ftp-passive-ports": { type: "string" },
  "ftp-public-address": { type: "string" },
  "ftp-user": { type: "string", default: "collector" },
  "ftp-password-file": { type: "string" },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  "tls-client-ca": { type: "string" },
  status: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsedValues<typeof collectorOptions>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** All but the FTP password, which is generated where none is given. */
export type GivenSettings = Omit<CollectorSettings, "ftpPassword"> & { ftpPassword: string | null };

export type CollectorCommand =
  | { show: "help" | "version" }
  | { show: "status"; spoolFolder: string }
  | { show: null; common: CommonOptions; settings: GivenSettings };

const spoolBytesMinimum = 1024 * 1024;
/** A busy source sends at most one file in this time, unless it has come to 64 MB. */
const rotationPauseMs = 10_000;
const rotationBytesMaximum = 64 * 1024 * 1024;

/**
 * Reads the command line and the environment.
 * @throws AgentStop with a sentence when something is missing or cannot be understood
 */
export function readCollectorOptions(args: readonly string[], environment: Environment): CollectorCommand {
  const values = parsedValues(args, collectorOptions);
  if (values.help) return { show: "help" };
  if (values.version) return { show: "version" };
  const spoolFolder = folderOf(values, environment);
  if (values.status) return { show: "status", spoolFolder };
  return {
    show: null,
    common: commonSettings(values, environment),
    settings: settingsOf(values, environment, spoolFolder),
  };
}

function settingsOf(values: Values, environment: Environment, spoolFolder: string): GivenSettings {
  const ageMs = duration("--rotate-age", values["rotate-age"]);
  const spoolBytes = bytes("--spool-max", values["spool-max"]);
  if (spoolBytes < spoolBytesMinimum) throw usage("--spool-max is at least 1M");
  if (values["tls-cert"] !== undefined && values["tls-key"] === undefined) throw usage("--tls-cert needs --tls-key");
  if (isIP(values.listen) === 0) throw usage("--listen takes an IP address, such as 0.0.0.0, :: or 192.0.2.10");
  const publicAddress = values["ftp-public-address"] ?? null;
  if (publicAddress !== null && !isIPv4(publicAddress)) throw usage("--ftp-public-address takes an IPv4 address");
  const passwordFile = values["ftp-password-file"];
  return {
    spoolFolder,
    limits: { spoolBytes, keepFreeBytes: bytes("--keep-free", values["keep-free"]) },
    rotation: {
      bytes: bytes("--rotate-size", values["rotate-size"]),
      ageMs,
      pauseMs: Math.min(rotationPauseMs, ageMs),
      bytesMaximum: rotationBytesMaximum,
    },
    host: values.listen,
    portFor: portMapping(values["map-port"] ?? [], values["port-offset"]),
    passivePorts: values["ftp-passive-ports"] === undefined ? null : portRange(values["ftp-passive-ports"]),
    publicAddress,
    ftpUser: values["ftp-user"],
    ftpPassword:
      (passwordFile === undefined
        ? environment.PORTCULLIS_FTP_PASSWORD
        : readText(passwordFile, "--ftp-password-file")
      )?.trim() || null,
    tls: {
      certificate: absolute(values["tls-cert"]),
      key: absolute(values["tls-key"]),
      clientCa: absolute(values["tls-client-ca"]),
    },
  };
}

/** systemd names the folder that it made for the service. */
function folderOf(values: Values, environment: Environment): string {
  const given = values.spool ?? environment.PORTCULLIS_SPOOL ?? environment.STATE_DIRECTORY?.split(":")[0];
  return path.resolve(given ?? path.join(homedir(), ".portcullis-log-collector"));
}

function absolute(file: string | undefined): string | null {
  return file === undefined ? null : path.resolve(file);
}

function bytes(option: string, text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,9})([KMGT]?)B?$/i.exec(text) ?? [];
  if (number === "") throw usage(`${option} ${text} is no size: it has the form 40K, 500M or 20G`);
  return Number(number) * 1024 ** ["", "K", "M", "G", "T"].indexOf(unit.toUpperCase());
}

function duration(option: string, text: string): number {
  const [, number = "", unit = "s"] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? [];
  if (number === "") throw usage(`${option} ${text} is no duration: it has the form 30s, 5m or 1h`);
  return Number(number) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as "s" | "m" | "h"];
}

function portMapping(pairs: readonly string[], offsetText: string): (port: number) => number {
  const offset = /^\d{1,5}$/.test(offsetText) ? Number(offsetText) : Number.NaN;
  if (!(offset <= 65_000)) throw usage("--port-offset is a number of ports up, such as 10000");
  const mapped = new Map(
    pairs.map((pair) => {
      const [, from, to] = /^(\d{1,5})=(\d{1,5})$/.exec(pair) ?? [];
      if (from === undefined || !isPort(Number(to)))
        throw usage(`--map-port ${pair} has the form 514=5514: the portal's port, and the one to open for it`);
      return [Number(from), Number(to)];
    }),
  );
  return (port) => mapped.get(port) ?? port + offset;
}

function portRange(text: string): { first: number; last: number } {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  if (!isPort(Number(first)) || !isPort(Number(last)) || Number(first) > Number(last))
    throw usage(`--ftp-passive-ports ${text} has the form 20000-20099`);
  return { first: Number(first), last: Number(last) };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}
