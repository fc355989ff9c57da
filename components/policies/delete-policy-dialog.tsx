"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { WatchedPolicy } from "@/lib/domain/policy";
import type { PolicyActions } from "./policy-actions";

type DeletePolicyDialogProps = {
  policy: Pick<WatchedPolicy, "id" | "name" | "matches" | "openAlerts" | "isEnabled">;
  remove: PolicyActions["remove"];
  onClose: () => void;
  onDeleted: () => void;
  /** The id of the button to which the focus returns. */
  returnTo: string;
};

/** Asks before a policy goes, and says what goes with it and what stays. The focus starts on Cancel. */
export function DeletePolicyDialog({ policy, remove, onClose, onDeleted, returnTo }: DeletePolicyDialogProps) {
  const t = useTranslations("policies.delete");
  const common = useTranslations("common");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // State alone would let the second press of a double click through before the next render.
  const isUnderWay = useRef(false);

  async function confirm(): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setPending(true);
    setProblem(null);
    try {
      const result = await remove({ id: policy.id });
      if (!result.ok) return setProblem(failureText(result));
      toast.success(t("done", { name: policy.name }));
      onDeleted();
    } catch {
      setProblem(failures("unreachable"));
    } finally {
      isUnderWay.current = false;
      setPending(false);
    }
  }

  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={t("title", { name: policy.name })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(returnTo)?.focus();
        }}
      >
        <div className="grid gap-4">
          <ProblemNotice>{problem}</ProblemNotice>
          <ul className="grid list-disc gap-1 pl-5 text-sm">
            <li>{t("matches", { count: policy.matches })}</li>
            <li>{t("openAlerts", { count: policy.openAlerts })}</li>
            {policy.isEnabled && <li>{t("instead")}</li>}
          </ul>
          <DialogFooter>
            <AlertDialogCancel asChild>
              <Button>{common("cancel")}</Button>
            </AlertDialogCancel>
            <Button variant="destructive" pending={isPending} onClick={confirm}>
              {t("submit")}
            </Button>
          </DialogFooter>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
