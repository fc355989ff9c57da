"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { StatusCard } from "@/components/ui/status-card";
import { type AlertCounts, type AlertView, alertCountCap, severityNames } from "@/lib/domain/alert-view";
import { severityIcons } from "./alert-badges";

const tones = { high: "warning", medium: "warning", low: "info", informational: "neutral" } as const;

type AlertSeverityCardsProps = { counts: AlertCounts; view: AlertView };

/** How many open alerts there are of each severity; pressing one shows those, pressing it again shows all that are open. */
export function AlertSeverityCards({ counts, view }: AlertSeverityCardsProps) {
  const t = useTranslations("alerts");
  const format = useFormatter();
  const { href } = useTableUrl();
  const countText = (count: number) =>
    count >= alertCountCap
      ? t("cards.capped", { count: format.number(alertCountCap - 1) })
      : format.number(count, "count");
  return (
    <nav aria-label={t("cards.label")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {severityNames.map((severity) => {
        const isPressed = view.status === "open" && view.severity === severity;
        return (
          <StatusCard
            key={severity}
            label={t(`severities.${severity}`)}
            count={countText(counts[severity])}
            icon={severityIcons[severity]}
            tone={tones[severity]}
            pressed={isPressed}
            href={href({ status: null, severity: isPressed ? null : severity })}
            hint={t("cards.hint")}
          />
        );
      })}
    </nav>
  );
}
