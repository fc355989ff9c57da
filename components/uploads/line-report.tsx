import { useFormatter, useTranslations } from "next-intl";
import { Fact, FactList } from "@/components/ui/fact-list";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { lineFaultCodes } from "@/lib/domain/discovery-record";
import type { UploadSummary } from "@/lib/domain/discovery-upload";

const alwaysShown = ["lines", "parsed", "failed"] as const;
const shownWhenAny = ["skipped", "catalogued", "uncatalogued", "internalOnly", "tooOld", "futureDated"] as const;

/** What became of a file's lines: counts, and the first of those that could not be parsed, each with its reason. */
export function LineReport({ summary }: { summary: UploadSummary }) {
  const t = useTranslations("uploads.lines");
  const format = useFormatter();
  const counts = [...alwaysShown, ...shownWhenAny.filter((name) => summary[name] > 0)];
  return (
    <div className="grid gap-4">
      {summary.tokensFound !== undefined && (
        <ProblemNotice>{t("tokensFound", { count: summary.tokensFound })}</ProblemNotice>
      )}
      <FactList>
        {counts.map((name) => (
          <Fact key={name} name={t(name)}>
            {format.number(summary[name], "count")}
          </Fact>
        ))}
      </FactList>
      {summary.failed > 0 && <FailedLines summary={summary} />}
    </div>
  );
}

function FailedLines({ summary: { failures, failed, failuresByCode } }: { summary: UploadSummary }) {
  const t = useTranslations("uploads");
  const format = useFormatter();
  const isArchive = new Set(failures.map(({ member }) => member)).size > 1;
  return (
    <section aria-label={t("lines.failedTitle")} className="grid gap-3">
      <h3 className="font-semibold text-sm">{t("lines.failedTitle")}</h3>
      <FactList>
        {lineFaultCodes.map((code) => {
          const count = failuresByCode[code] ?? 0;
          return (
            count > 0 && (
              <Fact key={code} name={format.number(count, "count")}>
                {t(`lineFaults.${code}`)}
              </Fact>
            )
          );
        })}
      </FactList>
      <p className="text-muted-foreground text-xs">{t("lines.first", { shown: failures.length, total: failed })}</p>
      <div className="overflow-x-auto rounded-md border">
        <Table aria-label={t("lines.failedTitle")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("lines.number")}</TableHead>
              {isArchive && <TableHead>{t("lines.member")}</TableHead>}
              <TableHead>{t("lines.reason")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {failures.map(({ member, lineNumber, code, detail }) => (
              <TableRow key={`${member}:${lineNumber}`}>
                <TableCell data-label={t("lines.number")}>{format.number(lineNumber, "count")}</TableCell>
                {isArchive && <TableCell data-label={t("lines.member")}>{member}</TableCell>}
                <TableCell data-label={t("lines.reason")}>
                  <span className="wrap-anywhere">
                    {detail === undefined
                      ? t(`lineFaults.${code}`)
                      : t("lineFault", { reason: t(`lineFaults.${code}`), detail })}
                  </span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}
