import { BadgeCheck, CircleAlert, CircleDot, CircleSlash, Eye, Info, ShieldAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { AlertState, SeverityName } from "@/lib/domain/alert-view";

/** Each severity and state has a shape of its own, so that it can be told without colour. */
export const severityIcons: Record<SeverityName, ReactNode> = {
  high: <TriangleAlert aria-hidden />,
  medium: <CircleAlert aria-hidden />,
  low: <CircleDot aria-hidden />,
  informational: <Info aria-hidden />,
};

const severityTones = { high: "danger", medium: "warning", low: "info", informational: "neutral" } as const;

const stateIcons: Record<AlertState, ReactNode> = {
  unread: <CircleDot aria-hidden />,
  read: <Eye aria-hidden />,
  "true-positive": <ShieldAlert aria-hidden />,
  benign: <BadgeCheck aria-hidden />,
  "false-positive": <CircleSlash aria-hidden />,
};

export function SeverityBadge({ severity }: { severity: SeverityName }) {
  const t = useTranslations("alerts.severities");
  return (
    <Badge tone={severityTones[severity]} icon={severityIcons[severity]}>
      {t(severity)}
    </Badge>
  );
}

export function AlertStateBadge({ state }: { state: AlertState }) {
  const t = useTranslations("alerts.states");
  return (
    <Badge tone={state === "unread" ? "info" : "neutral"} icon={stateIcons[state]}>
      {t(state)}
    </Badge>
  );
}
