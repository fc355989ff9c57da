import { CircleAlert, CircleCheck, CircleSlash } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { LineOutcome, TrafficRecord } from "@/lib/domain/discovery-record";
import { type ParserTrial, triedLinesMaximum } from "@/lib/domain/parser-trial";

/** Each line of a sample with what became of it, and why. */
export function TriedLines({ trial }: { trial: ParserTrial }) {
  const t = useTranslations("discoverySettings.trial");
  const format = useFormatter();
  const { record, skipped, failed } = trial.counts;
  return (
    <>
      <p>{t("counts", { read: record, skipped, failed })}</p>
      {trial.lines.length === triedLinesMaximum && (
        <p className="text-muted-foreground text-xs">{t("first", { count: triedLinesMaximum })}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label={t("lines")} tabIndex={0} className="max-h-72 overflow-auto rounded-md border">
        <Table aria-label={t("lines")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("line")}</TableHead>
              <TableHead>{t("outcome")}</TableHead>
              <TableHead>{t("details")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {trial.lines.map(({ lineNumber, outcome }) => (
              <TableRow key={lineNumber}>
                <TableCell data-label={t("line")}>{format.number(lineNumber, "count")}</TableCell>
                <TableCell data-label={t("outcome")}>
                  <OutcomeBadge kind={outcome.kind} />
                </TableCell>
                <TableCell data-label={t("details")}>
                  <span className="wrap-anywhere">
                    <OutcomeText outcome={outcome} />
                  </span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </section>
    </>
  );
}

function OutcomeBadge({ kind }: { kind: LineOutcome["kind"] }) {
  const t = useTranslations("discoverySettings.trial.outcomes");
  switch (kind) {
    case "record":
      return (
        <Badge tone="success" icon={<CircleCheck aria-hidden />}>
          {t("record")}
        </Badge>
      );
    case "skipped":
      return <Badge icon={<CircleSlash aria-hidden />}>{t("skipped")}</Badge>;
    case "failed":
      return (
        <Badge tone="danger" icon={<CircleAlert aria-hidden />}>
          {t("failed")}
        </Badge>
      );
  }
}

function OutcomeText({ outcome }: { outcome: LineOutcome }) {
  const t = useTranslations("discoverySettings.trial");
  const uploads = useTranslations("uploads");
  switch (outcome.kind) {
    case "record":
      return <RecordText record={outcome.record} />;
    case "skipped":
      return t(`skips.${outcome.reason}`);
    case "failed": {
      const { code, detail } = outcome.fault;
      const reason = uploads(`lineFaults.${code}`);
      return detail === undefined ? reason : uploads("lineFault", { reason, detail });
    }
  }
}

function RecordText({ record }: { record: TrafficRecord }) {
  const t = useTranslations("discoverySettings.trial");
  const format = useFormatter();
  const { occurredAtMs, user, sourceIp, destinationHost, destinationIp, totalBytes, action } = record;
  const facts = [
    format.dateTime(new Date(occurredAtMs), "exact"),
    t("way", { from: user ?? sourceIp, to: destinationHost ?? destinationIp ?? "" }),
    totalBytes === undefined ? null : t("bytes", { count: totalBytes }),
    action === "blocked" ? t("blocked") : null,
  ];
  return facts.filter((fact) => fact !== null).join(" · ");
}
