"use client";

import { ShieldCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";
import type { ChainReport } from "@/lib/domain/audit-chain";

/** Calculates the log's chain anew when it is asked to, and says what came of it. */
export function VerifyAudit({ verify }: { verify: Action<Record<string, never>, ChainReport> }) {
  const t = useTranslations("audit.chain");
  const [report, setReport] = useState<ChainReport | null>(null);
  const { run, isPending, problem } = useDialogAction(verify, setReport);
  const fault = report?.fault ?? null;
  return (
    <section aria-label={t("label")} className="mt-4 space-y-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" pending={isPending} onClick={() => run({})}>
          <ShieldCheck aria-hidden />
          {t("verify")}
        </Button>
        <p role="status" className="text-sm">
          {report === null || fault ? "" : <SoundWords report={report} />}
        </p>
      </div>
      <ProblemNotice>
        {problem ?? (fault && t(`faults.${fault.kind}`, { seq: fault.seq ?? 0, id: fault.eventId ?? t("noId") }))}
      </ProblemNotice>
      <p className="text-muted-foreground text-xs">{t("explanation")}</p>
    </section>
  );
}

function SoundWords({ report }: { report: ChainReport }) {
  const t = useTranslations("audit.chain");
  const format = useFormatter();
  const time = (at: string) => format.dateTime(new Date(at), "exact");
  const { anchor } = report;
  return (
    <>
      {t("sound", { count: report.verified, time: time(report.verifiedAt) })}{" "}
      {anchor.state === "sound"
        ? t("anchored", { seq: anchor.seq, time: time(anchor.at) })
        : t(`anchors.${anchor.state}`)}
    </>
  );
}
