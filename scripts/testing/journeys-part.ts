import { randomBytes } from "node:crypto";
import { mkdirSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { type RunningPortal, startPortal } from "../portal";
import { runProgram } from "../run-program";
import { terminalSteps } from "../steps";
import { findBrowser } from "./browser";
import { findSyslogReceiver } from "./syslog-receiver";
import { type Tally, tallyOfPlaywright } from "./tally";

type JourneysInput = { folder: string; filters: string[] };

/** The settings that belong to an installation and must not leak from the tester's shell into the portal under test. */
const SETTINGS = /^(PORTAL_(?!TEST_)|DATABASE_|OIDC_|API_REQUESTS_|AUTH_MODE$|LOG_LEVEL$|PORT$)/;

/** Journeys whose faults last longer when there is time: a receiver of the SIEM agent that is away for a minute. */
const longJourneys = "siem-delivery";
const longFaults = { SIEM_OUTAGE_SECONDS: "60" };

/** The long form of journeys that break things; none when the filters ask for other tests. */
export async function runFaultJourneys({ folder, filters }: JourneysInput): Promise<Tally> {
  if (filters.length > 0 && !filters.some((filter) => longJourneys.includes(filter)))
    return { passed: 0, failed: 0, skipped: 0 };
  return runJourneys({ folder, filters: [longJourneys] }, longFaults);
}

/** Tests of the running portal: the production build with a database of its own, over HTTP and in Chromium. */
export async function runJourneys(input: JourneysInput, extra: Record<string, string> = {}): Promise<Tally> {
  const browser = await terminalSteps.run("Looking for a browser", async (note) => {
    const found = findBrowser();
    note(found);
    return found;
  });
  const receiver = await terminalSteps.run("Looking for rsyslog", async (note) => {
    const found = findSyslogReceiver();
    note(found ?? "none: tests that need it are skipped");
    return found;
  });
  const logFile = path.join(input.folder, "portal.log");
  const password = randomBytes(15).toString("base64url");
  const port = await freePort();
  const portal = await startPortal({
    environment: { ...cleanEnvironment(), ...settings({ folder: input.folder, port, password }) },
    steps: terminalSteps,
    isThrowaway: true,
    output: openSync(logFile, "a", 0o600),
  }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : error} (The server's log: ${logFile})`);
  });
  try {
    const env = environmentOfTests({ portal, port, password, logFile, browser, receiver });
    return await runPlaywright(input, { ...env, ...extra });
  } finally {
    await portal.stop();
  }
}

function settings(input: { folder: string; port: number; password: string }): Record<string, string> {
  const dataDirectory = path.join(input.folder, "portal");
  mkdirSync(dataDirectory, { recursive: true });
  return {
    PORT: String(input.port),
    PORTAL_DATA_DIR: dataDirectory,
    PORTAL_DEMO_PASSWORD: input.password,
    // Its log is searched for secrets in the end.
    LOG_LEVEL: "debug",
  };
}

function environmentOfTests(input: {
  portal: RunningPortal;
  port: number;
  password: string;
  logFile: string;
  browser: string;
  receiver: string | null;
}): Record<string, string> {
  const { portal } = input;
  return {
    PORTAL_TEST_BASE_URL: portal.baseUrl,
    PORTAL_TEST_PORT: String(input.port),
    PORTAL_TEST_PASSWORD: input.password,
    PORTAL_TEST_LOG_FILE: input.logFile,
    PORTAL_TEST_DATA_DIR: path.join(path.dirname(input.logFile), "portal"),
    PORTAL_TEST_CHROMIUM: input.browser,
    PORTAL_TEST_RSYSLOG: input.receiver ?? "",
    PORTAL_TEST_APP_URL: portal.database.appUrl,
    PORTAL_TEST_AUTH_URL: portal.database.authUrl,
    PORTAL_TEST_OWNER_URL: portal.database.ownerUrl ?? "",
    PORTAL_TEST_PEPPER: portal.tokenPepper,
  };
}

async function runPlaywright(input: JourneysInput, env: Record<string, string>): Promise<Tally> {
  const report = path.join(input.folder, "journeys.json");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const { exitCode } = await runProgram(process.execPath, [cli, "test", "--pass-with-no-tests", ...input.filters], {
    env: { ...env, PORTAL_TEST_REPORT: report },
    shows: true,
  });
  return tallyOfPlaywright(report, exitCode);
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  return { ...Object.fromEntries(entries), NODE_ENV: "production" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
