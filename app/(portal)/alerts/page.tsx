import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { AlertFilters } from "@/components/alerts/alert-filters";
import { AlertSeverityCards } from "@/components/alerts/alert-severity-cards";
import { AlertsTable } from "@/components/alerts/alerts-table";
import { PageHeader } from "@/components/layout/page-header";
import { NoPermission } from "@/components/ui/no-permission";
import { listAlertPage } from "@/lib/alerts/list-alert-page";
import { can } from "@/lib/domain/access";
import { alertPageInputOf, alertView } from "@/lib/domain/alert-view";
import { findPolicyName } from "@/lib/policies/find-policy-name";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { closeAlertsAction, markAlertReadAction } from "./actions";

type AlertsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts");
  return { title: t("title") };
}

/** Investigate > Alerts. The whole state of the view is in its address. */
export default async function AlertsPage({ searchParams }: AlertsPageProps) {
  const [caller, host, t, timeZone, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("alerts"),
    getTimeZone(),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "alert:read"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = alertView.parse(parameters);
  const [{ page, counts, apps }, policyName] = await pageData(
    Promise.all([
      listAlertPage(caller, alertPageInputOf(view, timeZone)),
      view.policy === null ? null : findPolicyName(caller, view.policy),
    ]),
  );
  const close = can(principal, "alert:close") ? closeAlertsAction : null;
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <AlertSeverityCards counts={counts} view={view} />
      <AlertFilters view={view} apps={apps} policyName={policyName} />
      <AlertsTable page={page} view={view} actions={{ markRead: markAlertReadAction, close }} />
    </>
  );
}
