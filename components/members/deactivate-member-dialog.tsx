"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import { EndangeredTokens } from "./endangered-tokens";
import type { MemberDialogProps } from "./member-actions";
import { memberMenuId } from "./member-menu";

/** Asks before a person is shut out, and shows which of their tokens stop working. The focus starts on Cancel. */
export function DeactivateMemberDialog({ member, actions, onClose }: MemberDialogProps) {
  const t = useTranslations("members.deactivate");
  const common = useTranslations("common");
  const router = useRouter();
  const [areTokensShown, setTokensShown] = useState(false);
  const { run, isPending, problem } = useDialogAction(actions.deactivate, () => {
    toast.success(t("done", { name: member.name }));
    onClose();
    router.refresh();
  });
  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={t("title", { name: member.name })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(memberMenuId(member.id))?.focus();
        }}
      >
        <div className="grid gap-4">
          <ProblemNotice>{problem}</ProblemNotice>
          <EndangeredTokens memberId={member.id} listTokens={actions.listTokens} onShown={() => setTokensShown(true)} />
          <DialogFooter>
            <AlertDialogCancel asChild>
              <Button>{common("cancel")}</Button>
            </AlertDialogCancel>
            <Button
              variant="destructive"
              pending={isPending}
              disabled={!areTokensShown}
              onClick={() => run({ memberId: member.id })}
            >
              {t("submit")}
            </Button>
          </DialogFooter>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
