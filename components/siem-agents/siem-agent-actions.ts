import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import type { Action } from "@/lib/domain/action-result";
import type { SiemAgentSettingsInput } from "@/lib/domain/siem-agent";
import type { SiemTestView } from "@/lib/domain/siem-connection-test";

/** What the filters of one kind let through now: how many in the last two days, and the newest of them. */
export type SelectionPreview = {
  total: number;
  /** The total is a floor. */
  isMore: boolean;
  newest: { id: string; at: Date; title: string }[];
};

export type SelectionPreviewInput = Pick<SiemAgentSettingsInput, "alertFilters" | "activityFilters">;

export type SiemAgentActions = {
  setEnabled: Action<{ id: string; isEnabled: boolean }, void>;
  regenerate: Action<{ id: string }, IssuedAgentToken>;
  remove: Action<{ id: string }, { name: string }>;
  test: Action<{ id: string }, SiemTestView>;
};

export const siemAgentsPath = "/settings/security-extensions/siem-agents";
export const addSiemAgentPath = `${siemAgentsPath}/add`;
export const siemTroubleshootingPath = `${siemAgentsPath}/troubleshooting`;
export const editSiemAgentPath = (id: string) => `${siemAgentsPath}/${id}`;
/** Answers whether the agent was in contact: `{ connected: boolean }`. */
export const siemContactPath = (id: string) => `${siemAgentsPath}/${id}/contact`;
/** Answers how far an agent's latest connection test has come: `{ test: SiemTestView | null }`. */
export const siemTestPath = (id: string) => `${siemAgentsPath}/${id}/connection-test`;
