import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import type { Action } from "@/lib/domain/action-result";
import type { CollectorTestView } from "@/lib/domain/collector-connection-test";
import type { DataSource, Receiver } from "@/lib/domain/data-source";

/** What the server does for the table of log collectors; the page hands it down. */
export type LogCollectorActions = {
  setEnabled: Action<{ id: string; isEnabled: boolean }, void>;
  regenerate: Action<{ id: string }, IssuedAgentToken>;
  remove: Action<{ id: string }, { name: string }>;
  test: Action<{ id: string }, CollectorTestView>;
};

/** A data source that a collector may receive. */
export type ReceivableSource = Pick<DataSource, "id" | "name" | "logType"> & { receiver: Receiver };

export const logCollectorsPath = "/settings/log-collectors";
export const dataSourcesPath = `${logCollectorsPath}/data-sources`;
export const addLogCollectorPath = `${logCollectorsPath}/add`;
export const collectorTroubleshootingPath = `${logCollectorsPath}/troubleshooting`;
export const logCollectorPath = (id: string) => `${logCollectorsPath}/${id}`;
/** Answers whether the collector was in contact: `{ connected: boolean }`. */
export const collectorContactPath = (id: string) => `${logCollectorsPath}/${id}/contact`;
/** Answers how far a collector's latest connection test has come: `{ test: CollectorTestView | null }`. */
export const collectorTestPath = (id: string) => `${logCollectorsPath}/${id}/connection-test`;
/** Downloads what devices must be told, as CSV. */
export const expectedConfigurationPath = (id: string) => `${logCollectorsPath}/${id}/configuration`;
