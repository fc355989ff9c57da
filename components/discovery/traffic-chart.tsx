import { useTranslations } from "next-intl";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import type { TrafficDay, TrafficSums } from "@/lib/domain/discovery-summary";

type TrafficChartProps = { days: readonly TrafficDay[]; totals: TrafficSums };

/** Bytes where the logs tell them, transactions where they do not. */
export function TrafficChart({ days, totals }: TrafficChartProps) {
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
          ...(totals.downloadedBytes === null ? [] : [{ key: "downloadedBytes", label: t("downloaded") }]),
          ...(totals.uploadedBytes === null ? [] : [{ key: "uploadedBytes", label: t("uploaded") }]),
        ]}
        unit="bytes"
        step="day"
        shape="area"
      />
    );
  if (totals.totalBytes !== null)
    return (
      <TimeSeriesChart
        title={t("bytes")}
        points={points}
        series={[{ key: "totalBytes", label: t("total") }]}
        unit="bytes"
        step="day"
        shape="area"
      />
    );
  return (
    <TimeSeriesChart
      title={t("transactions")}
      points={points}
      series={[{ key: "transactions", label: t("transactions") }]}
      unit="count"
      step="day"
      shape="bars"
    />
  );
}
