import { firstActivityArrival, listArrivedActivities } from "../activities/list-arrived-activities";
import { firstAlertArrival, listArrivedAlerts } from "../alerts/list-arrived-alerts";
import type { siemFeedEndpoints } from "../api-contract/siem-feed";
import { activityList } from "../domain/activity-list";
import { alertList } from "../domain/alert-list";
import type { FilterFields } from "../domain/filter";
import { parseFilters } from "../domain/parse-filters";
import { siemBacklogCap, siemBatchMaximum } from "../domain/siem-agent";
import { sealPlaces } from "../siem-agents/feed-cursor";
import {
  acknowledgeSiemEvents,
  endSiemRecovery,
  openSiemFeed,
  ownSiemAgent,
  recordSiemPull,
  reportSiemAgent,
  reportSiemConnectionTest,
} from "../siem-agents/siem-feed";
import { tenantOrigin } from "../tenants/tenant-url";
import type { HandlersOf } from "./handler";
import { toActivityEvent, toAlertEvent } from "./siem-event-wire";

const nothing = { rows: [], end: null, hasNext: false, waiting: 0 };

export const siemFeedHandlers: HandlersOf<keyof typeof siemFeedEndpoints> = {
  readSiemConfiguration: async ({ caller }) => (await ownSiemAgent(caller)).configuration,

  /** Alerts first, because people wait for them; activities fill what is left of the batch. */
  pullSiemEvents: async ({ caller, input, now }) => {
    const { agent, alerts, activities, isAcknowledged } = await openSiemFeed(caller, {
      after: input.fields.after ?? null,
      now,
      firstArrivals: {
        alerts: (since) => firstAlertArrival(caller, since),
        activities: (since) => firstActivityArrival(caller, since),
      },
    });
    const foundAlerts =
      alerts === null
        ? nothing
        : await listArrivedAlerts(caller, {
            window: alerts,
            conditions: conditionsOf(alertList.filters, agent.alertFilters, agent.recovery, now),
            limit: siemBatchMaximum,
            countTo: siemBacklogCap,
          });
    const room = siemBatchMaximum - foundAlerts.rows.length;
    const foundActivities =
      activities === null || room === 0
        ? { ...nothing, end: activities?.after ?? null, hasNext: activities !== null && room === 0 }
        : await listArrivedActivities(caller, {
            window: activities,
            conditions: conditionsOf(activityList.filters, agent.activityFilters, agent.recovery, now),
            limit: room,
            countTo: siemBacklogCap,
          });
    const origin = tenantOrigin(caller.principal.tenantSlug);
    const { format, version } = agent.configuration;
    const events = [
      ...foundAlerts.rows.map((alert) => toAlertEvent(alert, origin, format)),
      ...foundActivities.rows.map((activity) => toActivityEvent(activity, origin, format)),
    ];
    const waiting = events.length + foundAlerts.waiting + foundActivities.waiting;
    const hasNext = foundAlerts.hasNext || foundActivities.hasNext;
    const isOver = agent.recovery !== null && agent.recovery.to < now;
    if (isOver && isAcknowledged && events.length === 0 && !hasNext) await endSiemRecovery(caller, agent, now);
    const connectionTest = await recordSiemPull(caller, agent, { at: now, backlog: Math.min(waiting, siemBacklogCap) });
    return {
      configurationVersion: version,
      events,
      cursor: sealPlaces({
        alerts: foundAlerts.end ?? agent.places.alerts,
        activities: foundActivities.end ?? agent.places.activities,
      }),
      hasNext,
      connectionTest,
    };
  },

  acknowledgeSiemEvents: async ({ caller, input }) => {
    await acknowledgeSiemEvents(caller, input.fields.cursor);
    return {};
  },

  reportSiemAgent: async ({ caller, input, now }) => {
    return { connectionTest: await reportSiemAgent(caller, input.fields, now) };
  },

  reportSiemConnectionTest: async ({ caller, input, now }) => {
    await reportSiemConnectionTest(caller, input.fields, now);
    return {};
  },
};

/** Stored filters were read once when they were set; relative times count from now. A recovery agent has its own period. */
function conditionsOf<Fields extends FilterFields>(
  fields: Fields,
  filters: Record<string, unknown> | null,
  recovery: { from: Date; to: Date } | null,
  now: Date,
) {
  const period = recovery && { date: { gte: recovery.from.getTime(), lte: recovery.to.getTime() } };
  const parsed = parseFilters(fields, { ...filters, ...period }, now);
  if (!parsed.ok)
    throw new Error(`stored filters cannot be read: ${parsed.problems.map(({ error }) => error).join("; ")}`);
  return parsed.conditions;
}
