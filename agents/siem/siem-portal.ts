import { z } from "zod";
import type { ConnectionTestReport } from "@/lib/domain/connection-test";
import type { SiemTestResult } from "@/lib/domain/siem-connection-test";
import {
  type SiemBatch,
  type SiemConfiguration,
  type SiemReport,
  siemBatch,
  siemConfiguration,
  siemReportAnswer,
} from "@/lib/domain/siem-feed";
import type { PortalClient } from "../shared/portal-client";

const base = "/api/v1/agents/siem/self/";

/** The calls that a SIEM agent's token opens. */
export type SiemPortal = {
  configuration(): Promise<SiemConfiguration>;
  /** What arrived after a cursor, or after the last acknowledged one for null. */
  events(after: string | null): Promise<SiemBatch>;
  /** Everything up to the cursor was sent. Repeating it changes nothing. */
  acknowledge(cursor: string): Promise<void>;
  /** @returns the connection test that the portal asks for, or null */
  report(report: SiemReport): Promise<string | null>;
  reportTest(report: ConnectionTestReport<SiemTestResult>): Promise<void>;
};

export function siemPortal(client: PortalClient): SiemPortal {
  return {
    configuration: () => client.call("GET", base, null, siemConfiguration),
    events: (after) => client.call("POST", `${base}events/`, after === null ? {} : { after }, siemBatch),
    async acknowledge(cursor) {
      await client.call("POST", `${base}acknowledge/`, { cursor }, z.object({}));
    },
    async report(report) {
      const answer = await client.call("POST", `${base}report/`, report, siemReportAnswer);
      return answer.connectionTest;
    },
    async reportTest(report) {
      await client.call("POST", `${base}connection-test/`, report, z.object({}));
    },
  };
}
