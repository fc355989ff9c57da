import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** Another server process on the database of the portal under test. */
export type SecondServer = {
  port: number;
  /** The general URL. */
  baseUrl: string;
  /** Sends a signal and waits for the end. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
};

/** A free port and the URL on it, for settings that must know them beforehand. */
export async function freeAddress(): Promise<{ port: number; baseUrl: string }> {
  const port = await freePort();
  return { port, baseUrl: `http://localhost:${port}` };
}

/**
 * Starts the built server with some settings of its own; it says by a message when it serves. Its data folder is its own
 * too: with secrets of its own it could not read what another server keeps there.
 */
export async function startSecondServer(
  { port, baseUrl }: { port: number; baseUrl: string },
  settings: Record<string, string>,
): Promise<SecondServer> {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), "portcullis-second-"));
  const child = spawn(process.execPath, ["dist/server.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      PORTAL_BASE_URL: baseUrl,
      PORTAL_DATA_DIR: dataDirectory,
      DATABASE_URL: required("PORTAL_TEST_APP_URL"),
      DATABASE_AUTH_URL: required("PORTAL_TEST_AUTH_URL"),
      PORTAL_SESSION_SECRET: randomBytes(32).toString("base64url"),
      PORTAL_TOKEN_PEPPER: required("PORTAL_TEST_PEPPER"),
      LOG_LEVEL: "error",
      ...settings,
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await untilServing(child);
  return {
    port,
    baseUrl,
    async end(signal) {
      const exit = once(child, "exit");
      child.kill(signal);
      await exit;
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function untilServing(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with exit code ${code}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: journeys run through npm test -- e2e`);
  return value;
}
