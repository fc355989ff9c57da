import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DiscoveryFirstUse } from "@/components/discovery/discovery-first-use";
import { ParsingNotice } from "@/components/discovery/parsing-notice";
import { ReportDashboard } from "@/components/discovery/report-dashboard";
import { ReportPicker } from "@/components/discovery/report-picker";
import { NoPermission } from "@/components/ui/no-permission";
import { categoryNames } from "@/lib/discovery/category-names";
import { countWaitingUploads } from "@/lib/discovery/count-waiting-uploads";
import { listTopUsers } from "@/lib/discovery/list-discovered-users";
import { listStreams } from "@/lib/discovery/list-streams";
import { summariseReport } from "@/lib/discovery/summarise-report";
import { can } from "@/lib/domain/access";
import { hasData } from "@/lib/domain/discovery-stream";
import { dashboardView, reportChoiceOf } from "@/lib/domain/discovery-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";

type DashboardPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discovery");
  return { title: t("title") };
}

/** Cloud Discovery > Dashboard: one report at a glance. The whole state of the view is in its address. */
export default async function DashboardPage({ searchParams }: DashboardPageProps) {
  const [caller, host, t, locale, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("discovery"),
    getLocale(),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = dashboardView.parse(parameters);
  const choice = { ...reportChoiceOf(view), measure: view.top };
  const [summary, reports, waiting, categories] = await pageData(
    Promise.all([
      summariseReport(caller, choice, new Date()),
      listStreams(caller),
      countWaitingUploads(caller),
      categoryNames(locale),
    ]),
  );
  const isFirstUse = !reports.some(hasData);
  const isMeasured = summary.totals.totalBytes !== null;
  const topUsers = isFirstUse
    ? []
    : await listTopUsers(caller, { ...reportChoiceOf(view), appId: null, isMeasured }, new Date());
  return (
    <>
      <h2 className="sr-only">{t("tabs.dashboard")}</h2>
      {!isFirstUse && <ReportPicker reports={reports} view={view} />}
      <ParsingNotice waiting={waiting} />
      {isFirstUse ? (
        <DiscoveryFirstUse />
      ) : (
        <ReportDashboard summary={summary} view={view} topUsers={topUsers} categories={categories} />
      )}
    </>
  );
}
