import { Ban, CircleCheck, CircleDashed, TriangleAlert, Unplug } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import {
  hasRecovered,
  type SiemAgent,
  type SiemAgentStatus,
  siemAgentNotices,
  siemAgentStatusOf,
} from "@/lib/domain/siem-agent";

const looks = {
  created: { tone: "info", icon: <CircleDashed aria-hidden /> },
  connected: { tone: "success", icon: <CircleCheck aria-hidden /> },
  "connection-error": { tone: "warning", icon: <TriangleAlert aria-hidden /> },
  disconnected: { tone: "danger", icon: <Unplug aria-hidden /> },
  disabled: { tone: "neutral", icon: <Ban aria-hidden /> },
} as const satisfies Record<SiemAgentStatus, unknown>;

/** The status in a word with its reason and, below, what keeps the agent from its work. */
export function SiemAgentState({ agent, now }: { agent: SiemAgent; now: Date }) {
  const t = useTranslations("siemAgents");
  const format = useFormatter();
  const status = siemAgentStatusOf(agent, now);
  const isRecovered = status === "disabled" && hasRecovered(agent);
  return (
    <div className="grid justify-items-start gap-1">
      <Badge {...looks[status]}>{t(`statuses.${status}`)}</Badge>
      <p className="text-muted-foreground text-xs">{t(`statusReasons.${isRecovered ? "recovered" : status}`)}</p>
      {siemAgentNotices(agent, now).map((notice) => (
        <p key={notice.kind} className="flex items-start gap-1 text-warning text-xs">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {notice.kind === "fault"
            ? t("notices.fault", {
                fault: t(`faults.${notice.fault}`),
                since: format.dateTime(notice.since, "exact"),
              })
            : t(`notices.${notice.kind}`)}
        </p>
      ))}
    </div>
  );
}
