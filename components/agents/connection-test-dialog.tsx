import type { ReactNode } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";

type ConnectionTestDialogProps = {
  title: string;
  /** Of the element that has the focus again afterwards. */
  returnTo: string;
  onClose: () => void;
  children: ReactNode;
};

/** The frame of a test that is started from a row's menu. */
export function ConnectionTestDialog({ title, returnTo, onClose, children }: ConnectionTestDialogProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        size="lg"
        title={title}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(returnTo)?.focus();
        }}
      >
        {children}
      </DialogContent>
    </Dialog>
  );
}
