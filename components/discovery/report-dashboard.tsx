import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { DiscoveredUser } from "@/lib/domain/discovered-user";
import type { ReportSummary } from "@/lib/domain/discovery-summary";
import type { DashboardView } from "@/lib/domain/discovery-view";
import { RiskShares } from "./risk-shares";
import { TopApps } from "./top-apps";
import { TopCategories } from "./top-categories";
import { TopUsers } from "./top-users";
import { TrafficChart } from "./traffic-chart";
import { TrafficTotalCards } from "./traffic-total-cards";

type ReportDashboardProps = {
  summary: ReportSummary;
  view: DashboardView;
  /** The people with the most traffic. */
  topUsers: readonly DiscoveredUser[];
  /** Names of the categories by id. */
  categories: Readonly<Record<string, string>>;
};

/** One report at a glance; each block leads to the apps behind it. */
export function ReportDashboard({ summary, view, topUsers, categories }: ReportDashboardProps) {
  const t = useTranslations("discovery");
  const users = useTranslations("discoveredUsers");
  if (summary.totals.apps === 0)
    return (
      <div className="rounded-md border bg-card">
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={t("noTraffic.title")}
          description={t("noTraffic.description", { days: view.days })}
        />
      </div>
    );
  return (
    <>
      <TrafficTotalCards totals={summary.totals} days={summary.days} lastAt={summary.report.lastDataAt} />
      <Card className="p-5">
        <TrafficChart totals={summary.totals} days={summary.days} />
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <Block title={t("topApps.title")}>
            <TopApps apps={summary.topApps} view={view} />
          </Block>
          <Block title={users("top.title")}>
            <TopUsers users={topUsers} view={view} isMeasured={summary.totals.totalBytes !== null} />
          </Block>
        </div>
        <div className="grid gap-4">
          <Block title={t("risk.title")}>
            <RiskShares summary={summary} view={view} />
          </Block>
          <Block title={t("topCategories")}>
            <TopCategories summary={summary} view={view} names={categories} />
          </Block>
        </div>
      </div>
    </>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>{children}</CardContent>
    </Card>
  );
}
