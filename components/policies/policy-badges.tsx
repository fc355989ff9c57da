import { CirclePause, CirclePlay } from "lucide-react";
import { useTranslations } from "next-intl";
import { SeverityBadge } from "@/components/alerts/alert-badges";
import { Badge } from "@/components/ui/badge";
import { severityNameOf } from "@/lib/domain/alert-view";

export function PolicyStatusBadge({ isEnabled }: { isEnabled: boolean }) {
  const t = useTranslations("policies.statuses");
  return isEnabled ? (
    <Badge tone="success" icon={<CirclePlay aria-hidden />}>
      {t("enabled")}
    </Badge>
  ) : (
    <Badge tone="neutral" icon={<CirclePause aria-hidden />}>
      {t("disabled")}
    </Badge>
  );
}

/** How grave the alerts of a policy are. */
export function PolicySeverityBadge({ severity }: { severity: number }) {
  return <SeverityBadge severity={severityNameOf(severity)} />;
}
