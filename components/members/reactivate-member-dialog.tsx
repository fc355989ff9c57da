"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { MemberDialogProps } from "./member-actions";
import { memberMenuId } from "./member-menu";

/** Lets a person in again, with the role that they had. */
export function ReactivateMemberDialog({ member, actions, onClose }: MemberDialogProps) {
  const t = useTranslations("members.reactivate");
  const common = useTranslations("common");
  const roleName = useTranslations("roles");
  const router = useRouter();
  const { run, isPending, problem } = useDialogAction(actions.reactivate, () => {
    toast.success(t("done", { name: member.name }));
    onClose();
    router.refresh();
  });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <DialogContent
        title={t("title", { name: member.name })}
        description={t("description", { role: roleName(member.role) })}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(memberMenuId(member.id))?.focus();
        }}
      >
        <ProblemNotice>{problem}</ProblemNotice>
        <DialogFooter>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" pending={isPending} onClick={() => run({ memberId: member.id })}>
            {t("submit")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
