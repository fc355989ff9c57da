import { useTranslations } from "next-intl";
import { ShareBar } from "@/components/charts/share-bar";
import { type ReportSummary, riskLevels } from "@/lib/domain/discovery-summary";

type RiskSharesProps = { summary: ReportSummary };

/** How the traffic divides among apps of high, medium and low risk, and those that nobody has rated. */
export function RiskShares({ summary: { risk, totals } }: RiskSharesProps) {
  const t = useTranslations("discovery");
  const isMeasured = totals.totalBytes !== null;
  return (
    <ShareBar
      label={t("risk.title")}
      headers={{ name: t("risk.level"), text: t("totals.apps"), share: t("risk.share") }}
      parts={riskLevels.map((level) => ({
        id: level,
        label: t(`risk.levels.${level}`),
        value: isMeasured ? risk[level].totalBytes : risk[level].transactions,
        text: t("appCount", { count: risk[level].apps }),
      }))}
    />
  );
}
