"use server";

import { z } from "zod";
import { listActivities } from "@/lib/activities/list-activities";
import { listAlerts } from "@/lib/alerts/list-alerts";
import { activityList } from "@/lib/domain/activity-list";
import { alertList } from "@/lib/domain/alert-list";
import { connectionTestViewOf } from "@/lib/domain/connection-test";
import { parseListQuery } from "@/lib/domain/list-query";
import { siemAgentSettings, siemReplayHours } from "@/lib/domain/siem-agent";
import { siemTestView } from "@/lib/domain/siem-connection-test";
import { addSiemAgent } from "@/lib/siem-agents/add-siem-agent";
import {
  deleteSiemAgent,
  editSiemAgent,
  regenerateSiemAgentToken,
  setSiemAgentEnabled,
} from "@/lib/siem-agents/change-siem-agent";
import { requestSiemConnectionTest } from "@/lib/siem-agents/test-siem-connection";
import { memberAction } from "@/lib/web/action";

const reference = z.strictObject({ id: z.uuid() });

/** Adds an agent. Its answer is the only place where the token's secret ever appears. */
export const addSiemAgentAction = memberAction(siemAgentSettings, addSiemAgent);

export const editSiemAgentAction = memberAction(reference.extend({ settings: siemAgentSettings }), editSiemAgent);

export const setSiemAgentEnabledAction = memberAction(
  reference.extend({ isEnabled: z.boolean() }),
  setSiemAgentEnabled,
);

export const regenerateSiemAgentTokenAction = memberAction(reference, regenerateSiemAgentToken);

export const deleteSiemAgentAction = memberAction(reference, deleteSiemAgent);

/** Asks the running agent for a connection test; the view polls how far it comes. */
export const testSiemConnectionAction = memberAction(reference, async (caller, { id }) =>
  siemTestView.parse(connectionTestViewOf(await requestSiemConnectionTest(caller, { id }), new Date())),
);

const previewed = 5;
const filters = z.record(z.string(), z.unknown()).nullable();

/** Runs an agent's filters over the last two days: how many they keep, and the newest of those. */
export const previewSiemSelectionAction = memberAction(
  z.strictObject({ alertFilters: filters, activityFilters: filters }),
  async (caller, { alertFilters, activityFilters }) => {
    const now = new Date();
    const since = now.getTime() - siemReplayHours * 3_600_000;
    const alertQuery = alertFilters && parseListQuery(alertList, requestOf(alertFilters, since), now);
    const activityQuery = activityFilters && parseListQuery(activityList, requestOf(activityFilters, since), now);
    const alerts = alertQuery?.ok ? await listAlerts(caller, alertQuery.query) : null;
    const activities = activityQuery?.ok ? await listActivities(caller, activityQuery.query) : null;
    return {
      alerts: alerts && {
        total: alerts.total,
        isMore: alerts.moreThanTotal,
        newest: alerts.rows.map(({ id, raisedAt, title }) => ({ id, at: raisedAt, title })),
      },
      activities: activities && {
        total: activities.total,
        isMore: activities.moreThanTotal,
        newest: activities.rows.map(({ id, happenedAt, description }) => ({ id, at: happenedAt, title: description })),
      },
    };
  },
);

function requestOf(given: Record<string, unknown>, since: number) {
  return { filters: { ...given, date: { gte: since } }, limit: previewed };
}
