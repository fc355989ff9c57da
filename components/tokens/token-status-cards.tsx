import { useFormatter, useTranslations } from "next-intl";
import { hrefWith } from "@/components/data-table/href-with";
import { StatusCard } from "@/components/ui/status-card";
import { activeDays, type TokenCounts, type TokenStatus, tokenCountCap } from "@/lib/domain/api-token";
import { tokensPath } from "./token-paths";
import { statusIcons } from "./token-status-icons";

const cards = [
  { status: "generated", tone: "info" },
  { status: "active", tone: "success" },
  { status: "inactive", tone: "warning" },
] as const;

type TokenStatusCardsProps = {
  counts: TokenCounts;
  pressed: TokenStatus | null;
  /** The view's address now, without its question mark. */
  query: string;
};

/** How many tokens there are of each status; pressing one filters the table, pressing it again clears the filter. */
export function TokenStatusCards({ counts, pressed, query }: TokenStatusCardsProps) {
  const t = useTranslations("tokens");
  const format = useFormatter();
  const countText = (count: number) =>
    count >= tokenCountCap
      ? t("cards.capped", { count: format.number(tokenCountCap - 1) })
      : format.number(count, "count");
  return (
    <nav aria-label={t("cards.label")} className="grid grid-cols-3 gap-3">
      {cards.map(({ status, tone }) => (
        <StatusCard
          key={status}
          label={t(`statuses.${status}`)}
          count={countText(counts[status])}
          icon={statusIcons[status]}
          tone={tone}
          pressed={pressed === status}
          href={hrefWith(tokensPath, query, { status: pressed === status ? null : status })}
          hint={t(`cards.${status}`, { days: activeDays })}
        />
      ))}
    </nav>
  );
}
