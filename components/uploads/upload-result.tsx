"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { uploadsPath } from "@/components/discovery/discovery-paths";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Fact, FactList } from "@/components/ui/fact-list";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { UploadProgress } from "@/lib/domain/discovery-upload-progress";
import { LineReport } from "./line-report";
import type { SourceChoice } from "./source-choice";
import { ExampleLine } from "./source-select";
import { reportPath } from "./upload-paths";
import { useUploadFault } from "./use-upload-fault";

type UploadResultProps = {
  progress: UploadProgress;
  fileName: string;
  sources: readonly SourceChoice[];
  onAnother: () => void;
  onOtherSource: () => void;
};

/** What was found in a file, or why it could not be parsed and what was expected instead. */
export function UploadResult(props: UploadResultProps) {
  return props.progress.state === "done" ? <Parsed {...props} /> : <Failed {...props} />;
}

function Parsed({ progress, fileName, onAnother }: UploadResultProps) {
  const t = useTranslations("uploads");
  const { summary, apps, report } = progress;
  return (
    <ResultCard title={t("result.doneTitle", { name: fileName })}>
      <p role="status" className="flex flex-wrap items-center gap-x-2 font-medium text-sm">
        <CircleCheck aria-hidden className="size-4 text-success" />
        {t("appsFound", { count: summary?.appCount ?? 0 })}
        <span className="font-normal text-muted-foreground">{t("usersFound", { count: summary?.userCount ?? 0 })}</span>
      </p>
      <Buttons>
        {report && (
          <Button variant="primary" asChild>
            <Link href={reportPath(report.id)}>{t("result.dashboard")}</Link>
          </Button>
        )}
        <Button onClick={onAnother}>{t("result.another")}</Button>
      </Buttons>
      {apps.length > 0 && (
        <section aria-label={t("result.busiest")} className="grid gap-2">
          <h3 className="font-semibold text-sm">{t("result.busiest")}</h3>
          <FactList>
            {apps.map(({ name, transactions }) => (
              <Fact key={name} name={name}>
                {t("result.transactions", { count: transactions })}
              </Fact>
            ))}
          </FactList>
        </section>
      )}
      {summary && <Lines summary={summary} />}
    </ResultCard>
  );
}

function Failed({ progress, fileName, sources, onAnother, onOtherSource }: UploadResultProps) {
  const t = useTranslations("uploads");
  const faultOf = useUploadFault();
  const { summary, failureCode, source: sourceId } = progress;
  const source = sources.find(({ id }) => id === sourceId);
  const isOtherFormat =
    failureCode === "format-mismatch" || failureCode === "other-format" || failureCode === "unsupported-file-type";
  return (
    <ResultCard title={t("result.failedTitle", { name: fileName })}>
      <ProblemNotice>{faultOf(progress)}</ProblemNotice>
      {isOtherFormat && source?.format && (
        <div className="grid gap-2">
          <ExampleLine sentence={t("result.expected", { source: source.name })} example={source.format.example} />
          <p className="text-muted-foreground text-xs">{t("result.expectedHint")}</p>
        </div>
      )}
      <Buttons>
        {isOtherFormat ? (
          <Button variant="primary" onClick={onOtherSource}>
            {t("result.otherSource")}
          </Button>
        ) : (
          <Button variant="primary" onClick={onAnother}>
            {t("result.another")}
          </Button>
        )}
        <Button asChild>
          <Link href={uploadsPath}>{t("result.list")}</Link>
        </Button>
      </Buttons>
      {summary && <Lines summary={summary} />}
    </ResultCard>
  );
}

function Lines({ summary }: { summary: NonNullable<UploadProgress["summary"]> }) {
  const t = useTranslations("uploads.lines");
  return (
    <section aria-label={t("title")} className="grid gap-2">
      <h3 className="font-semibold text-sm">{t("title")}</h3>
      <LineReport summary={summary} />
    </section>
  );
}

function ResultCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="max-w-160">
      <CardHeader>
        <CardTitle className="wrap-anywhere">{title}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">{children}</CardContent>
    </Card>
  );
}

function Buttons({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2">{children}</div>;
}
