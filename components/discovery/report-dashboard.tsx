import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ReportSummary } from "@/lib/domain/discovery-summary";
import type { DashboardView } from "@/lib/domain/discovery-view";
import { ReportTotals } from "./report-totals";
import { RiskShares } from "./risk-shares";
import { TopApps } from "./top-apps";
import { TopCategories } from "./top-categories";

type ReportDashboardProps = {
  summary: ReportSummary;
  view: DashboardView;
  /** Names of the categories by id. */
  categories: Readonly<Record<string, string>>;
};

/** One report at a glance; each block leads to the apps behind it. */
export function ReportDashboard({ summary, view, categories }: ReportDashboardProps) {
  const t = useTranslations("discovery");
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
      <ReportTotals summary={summary} />
      <Card className="p-5">
        <TrafficChart summary={summary} />
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Block title={t("topApps.title")}>
          <TopApps apps={summary.topApps} view={view} />
        </Block>
        <div className="grid gap-4">
          <Block title={t("risk.title")}>
            <RiskShares summary={summary} />
          </Block>
          <Block title={t("topCategories")}>
            <TopCategories summary={summary} names={categories} />
          </Block>
        </div>
      </div>
    </>
  );
}

/** Bytes where the logs tell them, transactions where they do not. */
function TrafficChart({ summary: { days, totals } }: { summary: ReportSummary }) {
  const t = useTranslations("discovery.traffic");
  const measured = totals.uploadedBytes !== null || totals.downloadedBytes !== null;
  const points = days.map(({ day, uploadedBytes, downloadedBytes, totalBytes, transactions }) => ({
    at: day,
    values: { uploadedBytes, downloadedBytes, totalBytes, transactions },
  }));
  if (measured)
    return (
      <TimeSeriesChart
        title={t("bytes")}
        points={points}
        series={[
          { key: "downloadedBytes", label: t("downloaded") },
          { key: "uploadedBytes", label: t("uploaded") },
        ]}
        {...{ unit: "bytes", step: "day", shape: "area" }}
      />
    );
  if (totals.totalBytes !== null)
    return (
      <TimeSeriesChart
        title={t("bytes")}
        points={points}
        series={[{ key: "totalBytes", label: t("total") }]}
        {...{ unit: "bytes", step: "day", shape: "area" }}
      />
    );
  return (
    <TimeSeriesChart
      title={t("transactions")}
      points={points}
      series={[{ key: "transactions", label: t("transactions") }]}
      {...{ unit: "count", step: "day", shape: "bars" }}
    />
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
