import { useTranslations } from "next-intl";
import type { SeriesPaint } from "@/components/charts/series-paint";
import { ShareBar } from "@/components/charts/share-bar";
import type { HrefChanges } from "@/components/data-table/href-with";
import {
  lowRiskFrom,
  mediumRiskFrom,
  type ReportSummary,
  type RiskLevel,
  riskLevels,
} from "@/lib/domain/discovery-summary";
import type { ReportView } from "@/lib/domain/discovery-view";
import { appsPath, discoveryHref } from "./discovery-paths";

type RiskSharesProps = { summary: ReportSummary; view: ReportView };

const paints = { high: 2, medium: 1, low: 3, unrated: 4 } as const satisfies Record<RiskLevel, SeriesPaint>;

/** The filters of the apps table that show each level. Scores have one decimal. */
const filters: Record<RiskLevel, HrefChanges> = {
  high: { scoreTo: (mediumRiskFrom - 0.1).toFixed(1) },
  medium: { scoreFrom: String(mediumRiskFrom), scoreTo: (lowRiskFrom - 0.1).toFixed(1) },
  low: { scoreFrom: String(lowRiskFrom) },
  unrated: { rating: "unrated" },
};

/** How the traffic divides among apps of high, medium and low risk, and those that nobody has rated. */
export function RiskShares({ summary: { risk, totals }, view }: RiskSharesProps) {
  const t = useTranslations("discovery");
  const isMeasured = totals.totalBytes !== null;
  return (
    <ShareBar
      label={t("risk.title")}
      headers={{ name: t("risk.level"), text: t("totals.apps"), share: t("risk.share") }}
      parts={riskLevels.map((level) => ({
        id: level,
        label: t(`risk.levels.${level}`),
        paint: paints[level],
        href: discoveryHref(appsPath, view, filters[level]),
        value: isMeasured ? risk[level].totalBytes : risk[level].transactions,
        text: t("appCount", { count: risk[level].apps }),
      }))}
    />
  );
}
