import { readFileSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { isLoopbackHost } from "@/lib/domain/loopback-host";
import { AgentStop, exitCodes } from "./exit-codes";
import type { PortalSettings } from "./portal-client";

/** Options that every agent takes. `--console` is the older spelling of `--url`. */
export const commonOptions = {
  url: { type: "string" },
  console: { type: "string" },
  token: { type: "string" },
  "token-file": { type: "string" },
  proxy: { type: "string" },
  "ca-file": { type: "string" },
  "allow-plain-http": { type: "boolean", default: false },
  "logs-directory": { type: "string" },
  "log-level": { type: "string", default: "info" },
  test: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} as const satisfies ParseArgsConfig["options"];

export type CommonOptions = {
  portal: Omit<PortalSettings, "userAgent">;
  logsDirectory: string | null;
  logLevel: string;
  /** Run the checks and end. */
  isTest: boolean;
  /** What to log at the start about a URL that sends the token unencrypted over a network; null for any other. */
  plainHttpWarning: string | null;
};

const logLevels = ["debug", "info", "warn", "error"];

/**
 * Reads the command line and the environment. The token comes from `--token-file`, from PORTCULLIS_TOKEN, or from
 * `--token`, which other users of the machine can read in its list of processes.
 * @throws AgentStop with a sentence when something is missing or cannot be understood
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommonOptions | { show: "help" | "version" } {
  const values = parsedValues(args, commonOptions);
  if (values.help) return { show: "help" };
  if (values.version) return { show: "version" };
  return commonSettings(values, environment);
}

/** @throws AgentStop when an option is unknown or lacks its value */
export function parsedValues<const T extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

type CommonValues = ReturnType<typeof parsedValues<typeof commonOptions>>;

/**
 * What every agent takes, of values that were parsed.
 * @throws AgentStop
 */
export function commonSettings(
  values: CommonValues,
  environment: Readonly<Record<string, string | undefined>>,
): CommonOptions {
  const logLevel = values["log-level"] ?? "info";
  if (!logLevels.includes(logLevel)) throw usage(`--log-level is one of ${logLevels.join(", ")}`);
  const url = portalUrl(values.url ?? values.console ?? environment.PORTCULLIS_URL);
  return {
    portal: {
      url,
      token: tokenFrom(values.token, values["token-file"], environment),
      proxy: proxyUrl(values.proxy ?? environment.HTTPS_PROXY ?? environment.https_proxy),
      caPem: values["ca-file"] === undefined ? null : readText(values["ca-file"], "--ca-file"),
    },
    logsDirectory: values["logs-directory"] ?? null,
    logLevel,
    isTest: values.test ?? false,
    plainHttpWarning: plainHttpWarning(url, values["allow-plain-http"] ?? false),
  };
}

function portalUrl(text: string | undefined): URL {
  if (text === undefined || text === "") throw usage("--url is needed: the tenant's own URL, as the portal shows it");
  const url = urlOf(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null) throw usage(`--url ${text} is not a URL`);
  return new URL("/", url);
}

/** To this machine itself `http://` is as good; anywhere else whoever sits on the way reads the token. */
function plainHttpWarning(url: URL, isAllowed: boolean): string | null {
  if (url.protocol === "https:" || isLoopbackHost(url.hostname)) return null;
  if (isAllowed) return `The token and all events cross the network to ${url.host} unencrypted: use https://`;
  throw usage(
    `--url ${url.origin} would send the token unencrypted over the network: use https://, or add --allow-plain-http`,
  );
}

function tokenFrom(
  given: string | undefined,
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const token = file === undefined ? (given ?? environment.PORTCULLIS_TOKEN) : readText(file, "--token-file");
  const trimmed = token?.trim() ?? "";
  if (trimmed === "") throw usage("A token is needed: --token-file, PORTCULLIS_TOKEN or --token");
  if (!/^[0-9A-Za-z]{64}$/.test(trimmed))
    throw new AgentStop(exitCodes.invalidToken, "Invalid token: a token has 64 letters and digits. Copy it again.");
  return trimmed;
}

function proxyUrl(text: string | undefined): URL | null {
  if (text === undefined || text === "") return null;
  const url = urlOf(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new AgentStop(exitCodes.invalidProxy, "Invalid proxy address: it has the form host:port or http://host:port");
  return url;
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** @throws AgentStop when the file cannot be read */
export function readText(path: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw usage(`${option} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A command line that cannot be understood. */
export function usage(message: string): AgentStop {
  return new AgentStop(exitCodes.usage, `${message}. --help lists the options.`);
}
