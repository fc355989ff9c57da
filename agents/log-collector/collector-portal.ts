import { z } from "zod";
import type { CollectorTestResult } from "@/lib/domain/collector-connection-test";
import type { ConnectionTestReport } from "@/lib/domain/connection-test";
import {
  type CollectorConfiguration,
  type CollectorFile,
  type CollectorReport,
  type CollectorUpload,
  collectorConfiguration,
  collectorReportAnswer,
  collectorUpload,
} from "@/lib/domain/log-collector-feed";
import { AgentStop, exitCodes } from "../shared/exit-codes";
import { type PortalClient, PortalUnavailable } from "../shared/portal-client";

const base = "/api/v1/agents/log-collector/self/";

/** The calls that a log collector's token opens. */
export type CollectorPortal = {
  configuration(): Promise<CollectorConfiguration>;
  /** Where to send a file; or that the portal has it already. */
  openUpload(file: CollectorFile): Promise<CollectorUpload>;
  sendFile(url: string, path: string, sizeBytes: number): Promise<void>;
  /** The file is whole. Repeating it changes nothing. */
  finishUpload(uploadId: string): Promise<void>;
  /** @returns the version of the configuration that holds now, and the connection test that the portal asks for */
  report(report: CollectorReport): Promise<{ configurationVersion: number; connectionTest: string | null }>;
  reportTest(report: ConnectionTestReport<CollectorTestResult>): Promise<void>;
};

/** @param url the tenant's own URL: an upload's may be a path below it */
export function collectorPortal(client: PortalClient, url: URL): CollectorPortal {
  return {
    configuration: () => stopWhenDisabled(client.call("GET", base, null, collectorConfiguration)),
    openUpload: (file) => stopWhenDisabled(client.call("POST", `${base}upload_url/`, file, collectorUpload)),
    sendFile: (target, path, sizeBytes) => client.putFile(new URL(target, url), path, sizeBytes),
    async finishUpload(uploadId) {
      await stopWhenDisabled(client.call("POST", `${base}done_upload/`, { uploadId }, z.object({})));
    },
    report: (report) => stopWhenDisabled(client.call("POST", `${base}report/`, report, collectorReportAnswer)),
    async reportTest(report) {
      await client.call("POST", `${base}connection-test/`, report, z.object({}));
    },
  };
}

async function stopWhenDisabled<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof PortalUnavailable) || error.status !== 403) throw error;
    throw new AgentStop(
      exitCodes.disabled,
      `Disabled by the portal: what was received waits in the spool folder. Enable the collector in the portal, then start it again. (${error.message})`,
    );
  }
}
