import type { siemAgentEndpoints } from "../api-contract/siem-agents";
import { limitMaximum } from "../domain/list-query";
import { type SiemAgent, siemAgentNotices, siemAgentStatusOf } from "../domain/siem-agent";
import { listSiemAgents } from "../siem-agents/list-siem-agents";
import type { HandlersOf } from "./handler";

export const siemAgentHandlers: HandlersOf<keyof typeof siemAgentEndpoints> = {
  listSiemAgents: async ({ caller, now }) => {
    const agents = await listSiemAgents(caller);
    return {
      data: agents.map((agent) => toSiemAgentRecord(agent, now)),
      hasNext: false,
      total: agents.length,
      max: limitMaximum,
      moreThanTotal: false,
    };
  },
};

function toSiemAgentRecord(agent: SiemAgent, now: Date) {
  const { settings } = agent;
  return {
    _id: agent.id,
    name: agent.name,
    format: settings.format,
    remoteSyslogHost: settings.host,
    remoteSyslogPort: settings.port,
    protocol: settings.protocol,
    alerts: settings.alertFilters !== null,
    activities: settings.activityFilters !== null,
    status: siemAgentStatusOf(agent, now),
    notifications: siemAgentNotices(agent, now).map((notice) => (notice.kind === "fault" ? notice.fault : notice.kind)),
    createdBy: agent.createdByName,
    tokenOwner: agent.tokenOwnerName,
    created: agent.createdAt.getTime(),
    lastConnection: agent.lastSeenAt?.getTime() ?? null,
    lastEventSent: agent.lastSentAt?.getTime() ?? null,
  };
}
