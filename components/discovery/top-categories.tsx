import { useTranslations } from "next-intl";
import { BarList } from "@/components/charts/bar-list";
import type { ReportSummary } from "@/lib/domain/discovery-summary";
import type { ReportView } from "@/lib/domain/discovery-view";
import { appsPath, discoveryHref } from "./discovery-paths";

type TopCategoriesProps = { summary: ReportSummary; view: ReportView; names: Readonly<Record<string, string>> };

/** The categories with the most traffic. */
export function TopCategories({ summary, view, names }: TopCategoriesProps) {
  const t = useTranslations("discovery");
  const isMeasured = summary.totals.totalBytes !== null;
  return (
    <BarList
      label={t("topCategories")}
      nameHeader={t("category")}
      valueHeader={t(isMeasured ? "totals.traffic" : "totals.transactions")}
      items={summary.topCategories.map(({ id, apps, totalBytes, transactions }) => ({
        id,
        label: names[id] ?? id,
        value: isMeasured ? totalBytes : transactions,
        href: discoveryHref(appsPath, view, { category: id }),
        note: t("appCount", { count: apps }),
      }))}
      unit={isMeasured ? "bytes" : "count"}
    />
  );
}
