import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, Eye, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { type RiskLevel, riskLevelOf } from "@/lib/domain/discovery-summary";
import type { AppTag } from "@/lib/domain/discovery-tag";

/** Each level and tag has a shape of its own, so that it can be told without colour. */
const riskIcons: Record<RiskLevel, ReactNode> = {
  high: <TriangleAlert aria-hidden />,
  medium: <CircleAlert aria-hidden />,
  low: <CircleCheck aria-hidden />,
  unrated: <CircleDashed aria-hidden />,
};
const riskTones = { high: "danger", medium: "warning", low: "success", unrated: "neutral" } as const;

export const tagIcons: Record<AppTag, ReactNode> = {
  sanctioned: <CircleCheck aria-hidden />,
  unsanctioned: <CircleSlash aria-hidden />,
  monitored: <Eye aria-hidden />,
};
const tagTones = { sanctioned: "success", unsanctioned: "danger", monitored: "info" } as const;

/** A risk score from 0 (risky) to 10, or that there is none. */
export function ScoreBadge({ score }: { score: number | null }) {
  const t = useTranslations("discovery.score");
  const format = useFormatter();
  const level = riskLevelOf(score);
  return (
    <Badge tone={riskTones[level]} icon={riskIcons[level]}>
      {score === null ? (
        t("none")
      ) : (
        <>
          {format.number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
          <span className="sr-only">{t(`risk.${level}`)}</span>
        </>
      )}
    </Badge>
  );
}

/** What the tenant says about an app. */
export function TagBadges({ tags }: { tags: readonly AppTag[] }) {
  const t = useTranslations("discovery");
  if (tags.length === 0) return <span className="text-muted-foreground">{t("noTag")}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Badge key={tag} tone={tagTones[tag]} icon={tagIcons[tag]}>
          {t(`tags.${tag}`)}
        </Badge>
      ))}
    </span>
  );
}
