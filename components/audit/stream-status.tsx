import { useFormatter, useTranslations } from "next-intl";
import { Fact, FactList } from "@/components/ui/fact-list";
import type { AuditStream } from "@/lib/domain/audit-stream";

/** How far the stream has come, and what is wrong with it. */
export function StreamStatus({ stream }: { stream: AuditStream | null }) {
  const t = useTranslations("audit.stream");
  const format = useFormatter();
  const time = (at: string) => format.dateTime(new Date(at), "exact");
  if (stream === null) return <p className="text-muted-foreground text-sm">{t("none")}</p>;
  const { fault, isEnabled, waiting } = stream;
  const state = !isEnabled ? "off" : fault ? "failing" : waiting > 0 ? "sending" : "current";
  return (
    <section aria-label={t("status")} className="max-w-160 rounded-md border bg-card p-5">
      <FactList>
        <Fact name={t("status")}>{t(`states.${state}`)}</Fact>
        {fault && (
          <>
            <Fact name={t("reason")}>
              {t(`faults.${fault.kind}`)} ({fault.detail})
            </Fact>
            <Fact name={t("since")}>{time(fault.since)}</Fact>
            {isEnabled && <Fact name={t("nextAttempt")}>{time(fault.nextAttemptAt)}</Fact>}
          </>
        )}
        <Fact name={t("sent")}>{format.number(stream.sent)}</Fact>
        <Fact name={t("waiting")}>{format.number(waiting)}</Fact>
        <Fact name={t("lastSent")}>{stream.lastSentAt === null ? t("never") : time(stream.lastSentAt)}</Fact>
      </FactList>
    </section>
  );
}
