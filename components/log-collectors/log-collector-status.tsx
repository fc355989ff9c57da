import { Ban, CircleCheck, CircleDashed, HeartPulse, TriangleAlert, Unplug } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import {
  type LogCollector,
  type LogCollectorNotice,
  type LogCollectorReason,
  type LogCollectorStatus,
  logCollectorNotices,
  logCollectorReason,
  logCollectorStatusOf,
} from "@/lib/domain/log-collector";

const looks = {
  created: { tone: "info", icon: <CircleDashed aria-hidden /> },
  healthy: { tone: "success", icon: <HeartPulse aria-hidden /> },
  connected: { tone: "success", icon: <CircleCheck aria-hidden /> },
  disconnected: { tone: "danger", icon: <Unplug aria-hidden /> },
  disabled: { tone: "neutral", icon: <Ban aria-hidden /> },
} as const satisfies Record<LogCollectorStatus, unknown>;

/** The status in a word with its reason and, below, what keeps the collector from its work. */
export function LogCollectorState({ collector, now }: { collector: LogCollector; now: Date }) {
  const t = useTranslations("logCollectors");
  const noticeText = useNoticeText();
  const status = logCollectorStatusOf(collector, now);
  const reason = logCollectorReason(collector, now);
  return (
    <div className="grid justify-items-start gap-1">
      <Badge {...looks[status]}>{t(`statuses.${status}`)}</Badge>
      <p className={reason.kind === "some-sources" ? "text-warning text-xs" : "text-muted-foreground text-xs"}>
        <Reason reason={reason} />
      </p>
      {logCollectorNotices(collector, now).map((notice) => (
        <p
          key={`${notice.kind} ${"source" in notice ? notice.source : ""}`}
          className="flex items-start gap-1 text-warning text-xs"
        >
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 break-words">{noticeText(notice)}</span>
        </p>
      ))}
    </div>
  );
}

function Reason({ reason }: { reason: LogCollectorReason }) {
  const t = useTranslations("logCollectors.reasons");
  switch (reason.kind) {
    case "some-sources":
      return t("some-sources", { silent: reason.silent, all: reason.all });
    case "no-contact":
    case "no-data":
      return t(reason.kind, { hours: reason.hours });
    default:
      return t(reason.kind);
  }
}

function useNoticeText(): (notice: LogCollectorNotice) => string {
  const t = useTranslations("logCollectors");
  const format = useFormatter();
  const exact = (at: Date) => format.dateTime(at, "exact");
  return (notice) => {
    switch (notice.kind) {
      case "fault":
        return t("notices.fault", { fault: t(`faults.${notice.fault}`), since: exact(notice.since) });
      case "source-fault": {
        const { source } = notice;
        return t("notices.source-fault", { source, fault: t(`faults.${notice.fault}`), since: exact(notice.since) });
      }
      case "silent":
        return t("notices.silent", { since: exact(notice.since) });
      case "dropped":
        return t("notices.dropped", { source: notice.source, at: exact(notice.at) });
      case "disk-low":
      case "two-instances":
      case "owner-deactivated":
        return t(`notices.${notice.kind}`);
    }
  };
}
