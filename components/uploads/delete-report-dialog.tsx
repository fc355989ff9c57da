"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Fact, FactList } from "@/components/ui/fact-list";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { ListedReport, ReportImpact } from "@/lib/domain/discovery-report";
import type { ReportActions } from "./upload-actions";
import { reportMenuId } from "./upload-paths";

type DeleteReportDialogProps = { report: ListedReport; actions: ReportActions; onClose: () => void };

/** Asks before a snapshot report is deleted, with what it holds. The focus starts on the button that keeps it. */
export function DeleteReportDialog({ report, actions, onClose }: DeleteReportDialogProps) {
  const t = useTranslations("uploads.deletion");
  const router = useRouter();
  const isDeleted = useRef(false);
  const { run, isPending, problem } = useDialogAction(actions.delete, ({ name }) => {
    isDeleted.current = true;
    toast.success(t("done", { name }));
    router.refresh();
    onClose();
  });
  return (
    <AlertDialog open onOpenChange={(open) => !open && !isPending && onClose()}>
      <AlertDialogContent
        title={t("title", { name: report.name })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          // The row of a deleted report is about to go, and its menu button with it.
          const place = document.getElementById(isDeleted.current ? "content" : reportMenuId(report.id));
          place?.focus();
        }}
      >
        <Impact id={report.id} weigh={actions.weigh} />
        <ProblemNotice>{problem}</ProblemNotice>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{t("cancel")}</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={isPending} onClick={() => void run({ id: report.id })}>
            {t("confirm")}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}

function Impact({ id, weigh }: { id: string; weigh: ReportActions["weigh"] }) {
  const t = useTranslations("uploads.deletion");
  const [impact, setImpact] = useState<ReportImpact | null>(null);
  const { run, problem } = useDialogAction(weigh, setImpact);
  const ask = useRef(run);
  useEffect(() => void ask.current({ id }), [id]);
  if (problem) return <ProblemNotice>{problem}</ProblemNotice>;
  if (impact === null) return <p className="text-muted-foreground">{t("weighing")}</p>;
  const { files, apps, users, firstDay, lastDay } = impact;
  return (
    <div className="rounded-md border bg-muted p-3">
      <FactList>
        <Fact name={t("files")}>{files}</Fact>
        <Fact name={t("apps")}>{apps}</Fact>
        <Fact name={t("users")}>{users}</Fact>
        <Fact name={t("days")}>
          {firstDay === null || lastDay === null ? t("none") : t("period", { first: firstDay, last: lastDay })}
        </Fact>
      </FactList>
    </div>
  );
}
