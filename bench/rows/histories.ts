import { activityList } from "@/lib/domain/activity-list";
import { activityPageInputOf, activityView } from "@/lib/domain/activity-view";
import { alertList } from "@/lib/domain/alert-list";
import { alertPageInputOf, alertView } from "@/lib/domain/alert-view";
import { parseListQuery } from "@/lib/domain/list-query";
import { atMost, type Line, type Row, type Run } from "./row";
import { administratorOf, compareViews, settleOn, type View } from "./views";

const dayMilliseconds = 86_400_000;

export const histories: Row[] = [
  {
    id: "B16",
    title: "Alerts at 1,000,000 and activities at 5,000,000 in a tenant, against 1,000",
    measure: listsOfHistory,
    whenMissed:
      "A search in texts that nothing matches looks at 100,000 activities for one page, says how far it came, and goes on " +
      "when asked: a hundred times what the small tenant has.",
  },
];

async function listsOfHistory(run: Run): Promise<Line[]> {
  const { stage } = run;
  await stage.needsHistory();
  settleOn(stage);
  const { listAlertPage } = await import("@/lib/alerts/list-alert-page");
  const { listActivityPage } = await import("@/lib/activities/list-activity-page");
  const { large, small } = stage.large.world;
  const tenants = { large, small };
  const alertViews: View[] = [
    { what: "open alerts", query: {} },
    { what: "oldest first", query: { direction: "asc" } },
    { what: "closed", query: { status: "closed" } },
    { what: "of high severity", query: { severity: "high" } },
    { what: "of informational severity", query: { severity: "informational" } },
    { what: "of one app", query: { app: "11161" } },
    { what: "by title", query: { search: "download" } },
    { what: "by a title that none has", query: { search: "nowhere" } },
    { what: "of one day", query: { from: dayBefore(300), to: dayBefore(300) } },
  ];
  const activityViews: View[] = [
    { what: "all activities", query: {} },
    { what: "oldest first", query: { direction: "asc" } },
    { what: "of one app", query: { app: "11161" } },
    { what: "of one action", query: { action: "FileDownloaded" } },
    { what: "of one address", query: { ip: "203.0.113" } },
    { what: "by description", query: { search: "file" } },
    { what: "by a description that none has", query: { search: "nowhere" } },
    { what: "of one day", query: { from: dayBefore(300), to: dayBefore(300) } },
  ];
  const alerts = await compareViews(run, alertViews, (which, query) =>
    listAlertPage(administratorOf(tenants[which]), alertPageInputOf(alertView.parse(query), "UTC")),
  );
  const activities = await compareViews(run, activityViews, (which, query) =>
    listActivityPage(administratorOf(tenants[which]), activityPageInputOf(activityView.parse(query), "UTC")),
  );
  const api = await compareApiLists(run);
  const lineOf = (kind: string) => (view: (typeof alerts)[number]) =>
    atMost(`${kind}: ${view.what}`, view.ratio, 3, `${view.milliseconds.median.toFixed(1)} ms`);
  return [...alerts.map(lineOf("alerts page")), ...activities.map(lineOf("activity log")), ...api.map(lineOf("API"))];
}

/** The same rows as programs ask for them: a hundred at a time, with a total that stops at 10,000. */
async function compareApiLists(run: Run) {
  const { large, small } = run.stage.large.world;
  const tenants = { large, small };
  const { listAlerts } = await import("@/lib/alerts/list-alerts");
  const { listActivities } = await import("@/lib/activities/list-activities");
  const since = { gte: Date.now() - 200 * dayMilliseconds };
  const alertViews: View[] = [
    { what: "alerts", query: {} },
    { what: "open alerts since a date", query: { filters: { resolutionStatus: { eq: 0 }, date: since } } },
    { what: "alerts by severity", query: { sortField: "severity" } },
    { what: "alerts of high severity", query: { filters: { severity: { eq: 2 } } } },
    { what: "alerts of one app", query: { filters: { "entity.service": { eq: 11161 } } } },
    { what: "alerts of an address that none has", query: { filters: { "entity.ip": { eq: "198.51.100.255" } } } },
  ];
  const activityViews: View[] = [
    { what: "activities", query: {} },
    { what: "activities since a date", query: { filters: { date: since } } },
    { what: "activities of one app", query: { filters: { service: { eq: 11161 } } } },
    { what: "activities by time of storing", query: { sortField: "created" } },
  ];
  const alerts = await compareViews(run, alertViews, (which, query) => {
    const parsed = parseListQuery(alertList, query, new Date());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return listAlerts(administratorOf(tenants[which]), parsed.query);
  });
  const activities = await compareViews(run, activityViews, (which, query) => {
    const parsed = parseListQuery(activityList, query, new Date());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return listActivities(administratorOf(tenants[which]), parsed.query);
  });
  return [...alerts, ...activities];
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * dayMilliseconds).toISOString().slice(0, 10);
}
