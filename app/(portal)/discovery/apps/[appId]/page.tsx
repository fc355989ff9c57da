import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AppFacts } from "@/components/discovery/app-facts";
import { AppHeader } from "@/components/discovery/app-header";
import { AppScoreDialog } from "@/components/discovery/app-score-dialog";
import { ReportPicker } from "@/components/discovery/report-picker";
import { RiskFacts } from "@/components/discovery/risk-facts";
import { TopUsers } from "@/components/discovery/top-users";
import { TrafficChart } from "@/components/discovery/traffic-chart";
import { TrafficTotalCards } from "@/components/discovery/traffic-total-cards";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { NoPermission } from "@/components/ui/no-permission";
import { categoryNames } from "@/lib/discovery/category-names";
import { findDiscoveredApp } from "@/lib/discovery/find-discovered-app";
import { listTopUsers } from "@/lib/discovery/list-discovered-users";
import { listStreams } from "@/lib/discovery/list-streams";
import { can } from "@/lib/domain/access";
import { reportChoiceOf, reportView } from "@/lib/domain/discovery-view";
import { viewApp } from "@/lib/domain/list-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { clearAppScoreAction, setAppScoreAction, tagAppsAction } from "../../actions";

type AppPageProps = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discovery.app");
  return { title: t("title") };
}

/** Cloud Discovery > Discovered apps > one app: what is known of it, and its traffic in one report. */
export default async function AppPage({ params, searchParams }: AppPageProps) {
  const [caller, host, t, users, locale, { appId: address }, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("discovery"),
    getTranslations("discoveredUsers"),
    getLocale(),
    params,
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const appId = viewApp.parse(address);
  if (appId === null) notFound();
  const view = reportView.parse(parameters);
  const choice = { ...reportChoiceOf(view), appId };
  const [detail, reports, categories] = await pageData(
    Promise.all([findDiscoveredApp(caller, choice, new Date()), listStreams(caller), categoryNames(locale)]),
  );
  const { app, tags, score, setScore, risk, totals, days } = detail;
  const isMeasured = totals.totalBytes !== null;
  const topUsers = totals.users === 0 ? [] : await listTopUsers(caller, { ...choice, isMeasured }, new Date());
  const mayChange = can(principal, "app:sanction");
  return (
    <>
      <AppHeader app={app} tags={tags} view={view} tagApps={mayChange ? tagAppsAction : null} />
      <ReportPicker reports={reports} view={view} />
      {totals.lastSeenAt === null ? (
        <p className="text-muted-foreground">{t("noTraffic.ofApp", { days: view.days })}</p>
      ) : (
        <>
          <TrafficTotalCards totals={totals} days={days} lastAt={totals.lastSeenAt} />
          <Card className="p-5">
            <TrafficChart totals={totals} days={days} />
          </Card>
          <Card>
            <CardHeader>
              <CardTitle>{users("top.title")}</CardTitle>
            </CardHeader>
            <CardContent>
              <TopUsers users={topUsers} view={view} isMeasured={isMeasured} />
            </CardContent>
          </Card>
        </>
      )}
      <Card>
        <CardHeader>
          <CardTitle>{t("riskFacts.title")}</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-4">
          <RiskFacts score={score} setScore={setScore} risk={risk} />
          {mayChange && app.origin !== "custom" && (
            <AppScoreDialog
              app={app}
              current={setScore}
              actions={{ set: setAppScoreAction, clear: clearAppScoreAction }}
            />
          )}
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>{t("app.facts")}</CardTitle>
        </CardHeader>
        <CardContent>
          <AppFacts app={app} categoryName={categories[app.category] ?? app.category} />
        </CardContent>
      </Card>
    </>
  );
}
