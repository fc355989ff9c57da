#!/usr/bin/env node
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { SiemTestResult } from "@/lib/domain/siem-connection-test";
import { openLog } from "../shared/agent-log";
import { ConnectionTests } from "../shared/connection-tests";
import { AgentStop, type ExitCode, exitCodes } from "../shared/exit-codes";
import { PortalClient } from "../shared/portal-client";
import { type CommonOptions, readOptions } from "../shared/read-options";
import { printResults } from "../shared/test-steps";
import { checkConnection } from "./check-connection";
import { Heartbeat } from "./heartbeat";
import { helpText } from "./help-text";
import { version } from "./package.json";
import { runAgent } from "./run-agent";
import { siemPortal } from "./siem-portal";
import { openReceiver } from "./transport/open-receiver";

const agentName = "portcullis-siem-agent";
const sender = { hostName: hostname(), agentVersion: version };

async function main(): Promise<ExitCode> {
  const options = readOptions(process.argv.slice(2), process.env);
  if ("show" in options) {
    console.log(options.show === "help" ? helpText : version);
    return exitCodes.stopped;
  }
  const client = new PortalClient({ ...options.portal, userAgent: `${agentName}/${version}` });
  try {
    return options.isTest ? await check(options, client) : await run(options, client);
  } finally {
    await client.close();
  }
}

async function run(options: CommonOptions, client: PortalClient): Promise<ExitCode> {
  const log = openLog(agentName, options.logsDirectory, options.logLevel);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const portal = siemPortal(client);
  const tests = new ConnectionTests<SiemTestResult>({
    portal,
    check: (id, onProgress) => checkConnection({ ...checkParts(options, client), id }, onProgress),
    log,
  });
  const onTest = tests.ask.bind(tests);
  const heartbeat = new Heartbeat(portal, sender, log, onTest);
  log.info({ version, portal: options.portal.url.origin, proxy: options.portal.proxy?.host ?? null }, "agent started");
  if (options.plainHttpWarning !== null) log.warn(options.plainHttpWarning);
  heartbeat.start();
  try {
    await runAgent({ portal, openReceiver, sender, heartbeat, log, onTest, signal: stop.signal });
    log.info("agent stopped");
    return exitCodes.stopped;
  } catch (error) {
    log.error({ reason: error instanceof AgentStop ? undefined : error }, messageOf(error));
    throw error;
  } finally {
    heartbeat.stop();
  }
}

async function check(options: CommonOptions, client: PortalClient): Promise<ExitCode> {
  const results = await checkConnection({ ...checkParts(options, client), id: randomUUID() });
  return printResults(results) ? exitCodes.stopped : exitCodes.checkFailed;
}

function checkParts(options: CommonOptions, client: PortalClient) {
  return { portalUrl: options.portal.url, portal: siemPortal(client), openReceiver, sender, now: Date.now };
}

function messageOf(error: unknown): string {
  return error instanceof AgentStop ? error.message : "stopped by an error that nobody foresaw";
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof AgentStop ? error.message : error);
    process.exitCode = error instanceof AgentStop ? error.exitCode : exitCodes.failed;
  },
);
