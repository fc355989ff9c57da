"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";

type AgentQuestionProps<Input, Output> = {
  texts: { title: string; description: string; submit: string; done: string };
  /** What the agent does at this moment, and so what stops. */
  impact: string;
  isDestructive: boolean;
  action: Action<Input, Output>;
  input: Input;
  /** Where the focus goes when the dialog closes. */
  returnTo: string;
  onClose: () => void;
  /** What is done with the outcome, in place of saying that it is done. */
  onDone?: (value: Output) => void;
};

/** Asks before an agent is stopped in one way or another, and says what stops. The focus starts on Cancel. */
export function AgentQuestion<Input, Output>(props: AgentQuestionProps<Input, Output>) {
  const { texts, impact, isDestructive, action, input, returnTo, onClose, onDone } = props;
  const common = useTranslations("common");
  const router = useRouter();
  const { run, isPending, problem } = useDialogAction(action, (value) => {
    if (onDone === undefined) toast.success(texts.done);
    onClose();
    onDone?.(value);
    router.refresh();
  });
  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={texts.title}
        description={texts.description}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(returnTo)?.focus();
        }}
      >
        <div className="grid gap-4">
          <p className="text-sm">{impact}</p>
          <ProblemNotice>{problem}</ProblemNotice>
          <DialogFooter>
            <AlertDialogCancel asChild>
              <Button>{common("cancel")}</Button>
            </AlertDialogCancel>
            <Button variant={isDestructive ? "destructive" : "primary"} pending={isPending} onClick={() => run(input)}>
              {texts.submit}
            </Button>
          </DialogFooter>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
