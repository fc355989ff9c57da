import { randomBytes } from "node:crypto";
import { mkdirSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { type RunningPortal, startPortal } from "../portal";
import { runProgram } from "../run-program";
import { terminalSteps } from "../steps";
import { findBrowser } from "./browser";
import { type Tally, tallyOfPlaywright } from "./tally";

/** The settings that belong to an installation and must not leak from the tester's shell into the portal under test. */
const SETTINGS = /^(PORTAL_(?!TEST_)|DATABASE_|OIDC_|API_REQUESTS_|AUTH_MODE$|LOG_LEVEL$|PORT$)/;

/** Tests of the running portal: the production build with a database of its own, over HTTP and in Chromium. */
export async function runJourneys(input: { folder: string; filters: string[] }): Promise<Tally> {
  const browser = await terminalSteps.run("Looking for a browser", async (note) => {
    const found = findBrowser();
    note(found);
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
    return await runPlaywright(input, environmentOfTests({ portal, port, password, logFile, browser }));
  } finally {
    await portal.stop();
  }
}

function settings(input: { folder: string; port: number; password: string }): Record<string, string> {
  const dataDirectory = path.join(input.folder, "portal");
  mkdirSync(dataDirectory, { recursive: true });
  return { PORT: String(input.port), PORTAL_DATA_DIR: dataDirectory, PORTAL_DEMO_PASSWORD: input.password };
}

function environmentOfTests(input: {
  portal: RunningPortal;
  port: number;
  password: string;
  logFile: string;
  browser: string;
}): Record<string, string> {
  const { portal } = input;
  return {
    PORTAL_TEST_BASE_URL: portal.baseUrl,
    PORTAL_TEST_PORT: String(input.port),
    PORTAL_TEST_PASSWORD: input.password,
    PORTAL_TEST_LOG_FILE: input.logFile,
    PORTAL_TEST_CHROMIUM: input.browser,
    PORTAL_TEST_APP_URL: portal.database.appUrl,
    PORTAL_TEST_AUTH_URL: portal.database.authUrl,
    PORTAL_TEST_OWNER_URL: portal.database.ownerUrl ?? "",
    PORTAL_TEST_PEPPER: portal.tokenPepper,
  };
}

async function runPlaywright(
  input: { folder: string; filters: string[] },
  env: Record<string, string>,
): Promise<Tally> {
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
