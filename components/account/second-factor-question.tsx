"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { SecondFactorActions } from "./second-factor-card";

type SecondFactorQuestionProps = {
  kind: "remove" | "renew";
  actions: SecondFactorActions;
  onClose: () => void;
  onCodes: (codes: string[]) => void;
};

/** Asks before the second factor, or the recovery codes that were kept, stop working. The focus starts on Cancel. */
export function SecondFactorQuestion({ kind, actions, onClose, onCodes }: SecondFactorQuestionProps) {
  const t = useTranslations("account.factor");
  const common = useTranslations("common");
  const remove = useDialogAction(actions.remove, () => {
    toast.success(t("removed"));
    onClose();
  });
  const renew = useDialogAction(actions.renewCodes, ({ recoveryCodes }) => onCodes(recoveryCodes));
  const { run, isPending, problem } = kind === "remove" ? remove : renew;
  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={t(kind === "remove" ? "removeTitle" : "renewTitle")}
        description={t(kind === "remove" ? "removeDescription" : "renewDescription")}
      >
        <ProblemNotice>{problem}</ProblemNotice>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{common("cancel")}</Button>
          </AlertDialogCancel>
          <Button
            variant={kind === "remove" ? "destructive" : "primary"}
            pending={isPending}
            onClick={() => run(undefined)}
          >
            {t(kind === "remove" ? "remove" : "renewSubmit")}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
