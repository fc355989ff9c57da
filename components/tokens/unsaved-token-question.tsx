"use client";

import { useTranslations } from "next-intl";
import { AlertDialog, AlertDialogAction, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";

type UnsavedTokenQuestionProps = {
  open: boolean;
  onBack: () => void;
  onClose: () => void;
  /** Gives the focus back to the dialog below. */
  restoreFocus: () => void;
};

/** Asked when a token that was neither copied nor downloaded is about to be closed away for good. */
export function UnsavedTokenQuestion({ open, onBack, onClose, restoreFocus }: UnsavedTokenQuestionProps) {
  const t = useTranslations("tokens.unsaved");
  return (
    <AlertDialog open={open} onOpenChange={(next) => !next && onBack()}>
      <AlertDialogContent
        title={t("title")}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          restoreFocus();
        }}
      >
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{t("back")}</Button>
          </AlertDialogCancel>
          <AlertDialogAction asChild onClick={onClose}>
            <Button variant="destructive">{t("close")}</Button>
          </AlertDialogAction>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
