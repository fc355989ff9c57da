#!/usr/bin/env node
import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { openLog } from "../shared/agent-log";
import { AgentStop, type ExitCode, exitCodes } from "../shared/exit-codes";
import { PortalClient } from "../shared/portal-client";
import type { CommonOptions } from "../shared/read-options";
import { printResults } from "../shared/test-steps";
import { checkCollector } from "./check-collector";
import { collectorPortal } from "./collector-portal";
import { ftpPassword } from "./ftp-password";
import { helpText } from "./help-text";
import { version } from "./package.json";
import { type GivenSettings, readCollectorOptions } from "./read-collector-options";
import { Collector } from "./run-collector";
import { askFolder, claimFolder } from "./spool/claim-folder";
import { collectorStatus, statusOf, statusText, waitingText } from "./status";

const agentName = "portcullis-log-collector";

async function main(): Promise<ExitCode> {
  const command = readCollectorOptions(process.argv.slice(2), process.env);
  if (command.show === "status") return showStatus(command.spoolFolder);
  if (command.show !== null) {
    console.log(command.show === "help" ? helpText : version);
    return exitCodes.stopped;
  }
  const { common, settings } = command;
  const client = new PortalClient({ ...common.portal, userAgent: `${agentName}/${version}` });
  try {
    return await (common.isTest ? check(common, settings, client) : run(common, settings, client));
  } finally {
    await client.close();
  }
}

async function run(common: CommonOptions, given: GivenSettings, client: PortalClient): Promise<ExitCode> {
  const log = openLog(agentName, common.logsDirectory, common.logLevel);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  makeFolder(given.spoolFolder);
  let describe: () => object = () => ({ starting: true });
  const claim = await claimFolder(given.spoolFolder, () => describe());
  try {
    const ftp = ftpPassword(given.ftpPassword, given.spoolFolder);
    const collector = new Collector({
      portalUrl: common.portal.url,
      portal: collectorPortal(client, common.portal.url),
      settings: { ...given, ftpPassword: ftp.password },
      program: { version, hostName: hostname() },
      log,
      signal: stop.signal,
    });
    describe = () => statusOf(collector, { portal: common.portal.url.origin, ftpPasswordFile: ftp.file });
    process.on("SIGHUP", () => void collector.sources.renewCertificates());
    if (common.plainHttpWarning !== null) log.warn(common.plainHttpWarning);
    log.info({ version, portal: common.portal.url.origin, spool: given.spoolFolder }, "collector started");
    if (ftp.isNew) log.info({ user: given.ftpUser, passwordFile: ftp.file }, "a password for FTP was generated");
    await collector.run();
    log.info("collector stopped");
    return exitCodes.stopped;
  } catch (error) {
    log.error({ reason: error instanceof AgentStop ? undefined : error }, messageOf(error));
    throw error;
  } finally {
    await claim.release();
  }
}

async function check(common: CommonOptions, settings: GivenSettings, client: PortalClient): Promise<ExitCode> {
  const { url } = common.portal;
  const parts = { portalUrl: url, portal: collectorPortal(client, url), settings, running: null };
  return printResults(await checkCollector(parts)) ? exitCodes.stopped : exitCodes.checkFailed;
}

async function showStatus(spoolFolder: string): Promise<ExitCode> {
  const answer = collectorStatus.safeParse(await askFolder(spoolFolder));
  console.log(answer.success ? statusText(answer.data) : await waitingText(spoolFolder));
  return answer.success ? exitCodes.stopped : exitCodes.checkFailed;
}

/** Its files are nobody else's to read: logs say who went where. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AgentStop(exitCodes.configuration, `The spool folder cannot be made: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AgentStop) return error.message;
  return error instanceof Error ? `stopped by an error that nobody foresaw: ${error.message}` : String(error);
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
