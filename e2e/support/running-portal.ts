import { readFileSync } from "node:fs";
import path from "node:path";

/** The portal under test, as `npm test` describes it in the environment. */
export type RunningPortal = {
  /** The general URL. */
  baseUrl: string;
  port: number;
  /** Of every demo account. */
  password: string;
};

export function runningPortal(): RunningPortal {
  return {
    baseUrl: setting("PORTAL_TEST_BASE_URL"),
    port: Number(setting("PORTAL_TEST_PORT")),
    password: setting("PORTAL_TEST_PASSWORD"),
  };
}

/** A tenant's own URL, without a slash at its end. */
export function tenantUrl(slug: string): string {
  const url = new URL(runningPortal().baseUrl);
  url.hostname = `${slug}.${url.hostname}`;
  return url.origin;
}

/** All that the portal has written to its log so far. */
export function portalLog(): string {
  return readFileSync(setting("PORTAL_TEST_LOG_FILE"), "utf8");
}

/** The journal of revocations, as it is at this moment. */
export function journalOfRevocations(): string {
  return readFileSync(path.join(setting("PORTAL_TEST_DATA_DIR"), "revocations.jsonl"), "utf8");
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with npm test`);
  return value;
}
