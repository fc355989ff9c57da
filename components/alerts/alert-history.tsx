import { useTranslations } from "next-intl";
import { ExactTime } from "@/components/ui/exact-time";
import { closingReasonOf } from "@/lib/domain/alert-closing";
import type { AlertEvent } from "@/lib/domain/alert-history";

/** What people and programs did to the alert, from the audit log. */
export function AlertHistory({ events }: { events: AlertEvent[] }) {
  const t = useTranslations("alerts.detail");
  if (events.length === 0) return <p className="text-muted-foreground">{t("noHistory")}</p>;
  return (
    <ol className="grid gap-4">
      {events.map((event) => (
        <li key={event.id}>
          <HistoryEntry event={event} />
        </li>
      ))}
    </ol>
  );
}

function HistoryEntry({ event }: { event: AlertEvent }) {
  const t = useTranslations("alerts");
  const audit = useTranslations("audit");
  const reason = closingReasonOf(event.reasonId);
  return (
    <div className="grid gap-0.5 text-sm">
      <p className="break-words">
        <span className="font-medium">{audit(`actions.${event.action}`)}</span>
        {event.verdict !== null && <> · {t(`states.${event.verdict}`)}</>}
        {reason !== null && <> · {t(`reasons.${reason}`)}</>}
      </p>
      {event.comment !== null && <p className="whitespace-pre-line break-words">{event.comment}</p>}
      <p className="break-words text-muted-foreground text-xs">
        {event.actorName} · {audit(`actorKinds.${event.actorKind}`)} · <ExactTime at={event.at} />
      </p>
    </div>
  );
}
