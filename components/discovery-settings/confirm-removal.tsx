"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useDialogAction } from "@/components/members/use-dialog-action";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { ActionResult } from "@/lib/domain/action-result";

type ConfirmRemovalProps = {
  /** Names the thing. */
  title: string;
  /** What goes and what stays. */
  description: string;
  submit: string;
  /** What is said when it is gone. */
  done: string;
  remove: () => Promise<ActionResult<void>>;
  /** Where the focus goes when nothing was removed. */
  returnTo: string;
  onClose: () => void;
};

/** Asks before something is taken away. The focus starts on Cancel. */
export function ConfirmRemoval(props: ConfirmRemovalProps) {
  const { title, description, submit, done, remove, returnTo, onClose } = props;
  const common = useTranslations("common");
  const router = useRouter();
  const { run, isPending, problem } = useDialogAction(remove, () => {
    toast.success(done);
    onClose();
    router.refresh();
  });
  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={title}
        description={description}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          (document.getElementById(returnTo) ?? document.getElementById("content"))?.focus();
        }}
      >
        <ProblemNotice>{problem}</ProblemNotice>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{common("cancel")}</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={isPending} onClick={() => run(undefined)}>
            {submit}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
