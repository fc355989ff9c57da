import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AlertBody } from "@/components/alerts/alert-body";
import { AlertButtons } from "@/components/alerts/alert-buttons";
import { AlertHeader } from "@/components/alerts/alert-header";
import { NoPermission } from "@/components/ui/no-permission";
import { listActivities } from "@/lib/activities/list-activities";
import { findAlert } from "@/lib/alerts/find-alert";
import { listAlertHistory } from "@/lib/alerts/list-alert-history";
import { type Caller, can, type MemberPrincipal } from "@/lib/domain/access";
import type { Activity } from "@/lib/domain/activity";
import type { Alert } from "@/lib/domain/alert";
import { alertId } from "@/lib/domain/alert-closing";
import { alertStateOf, isOpenState, severityNameOf } from "@/lib/domain/alert-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { closeAlertsAction, markAlertReadAction } from "../actions";

type AlertPageProps = { params: Promise<{ id: string }> };

/** More than any alert names. */
const activityMaximum = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts");
  return { title: t("one") };
}

/** Investigate > Alerts > one alert: what happened, to whom, and what was done about it. */
export default async function AlertPage({ params }: AlertPageProps) {
  const [caller, host, { id }] = await Promise.all([requireMember(), portalHost(), params]);
  const { principal } = caller;
  if (!can(principal, "alert:read"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  if (!alertId.safeParse(id).success) notFound();
  const alert = await pageData(findAlert(caller, id));
  const [history, activities] = await pageData(
    Promise.all([listAlertHistory(caller, id), relatedActivities(caller, alert)]),
  );
  const state = alertStateOf(alert);
  const { title } = alert;
  return (
    <>
      <AlertHeader alert={alert}>
        {isOpenState(state) && (
          <AlertButtons
            alert={{ id, title, severity: severityNameOf(alert.severity), isRead: alert.isRead }}
            markRead={markAlertReadAction}
            close={can(principal, "alert:close") ? closeAlertsAction : null}
          />
        )}
      </AlertHeader>
      <AlertBody alert={alert} history={history} activities={activities} />
    </>
  );
}

/** The activities that raised it; null for those who may not see activities. */
async function relatedActivities(caller: Caller<MemberPrincipal>, alert: Alert): Promise<Activity[] | null> {
  if (!can(caller.principal, "activity:read")) return null;
  const values = alert.activityIds.slice(0, activityMaximum);
  if (values.length === 0) return [];
  const { rows } = await listActivities(caller, {
    conditions: [{ field: "activity.id", test: { kind: "among", values, orNull: false, negated: false } }],
    skip: 0,
    limit: activityMaximum,
    sortField: "date",
    direction: "desc",
    scan: null,
  });
  return rows;
}
