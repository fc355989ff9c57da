"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { toast } from "sonner";
import { useDialogAction } from "@/components/members/use-dialog-action";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Action } from "@/lib/domain/action-result";
import type { SiemAgent } from "@/lib/domain/siem-agent";
import type { IssuedAgentToken, SiemAgentActions } from "./siem-agent-actions";
import { type SiemAgentDialogKind, siemAgentMenuId } from "./siem-agent-menu";

type SiemAgentDialogProps = {
  kind: SiemAgentDialogKind;
  agent: SiemAgent;
  actions: SiemAgentActions;
  onClose: () => void;
  onRegenerated: (token: IssuedAgentToken) => void;
};

/** Asks before an agent is stopped in one way or another, and says what stops. The focus starts on Cancel. */
export function SiemAgentDialog({ kind, agent, actions, onClose, onRegenerated }: SiemAgentDialogProps) {
  const { id } = agent;
  switch (kind) {
    case "switch": {
      const isEnabled = agent.disabledAt !== null;
      return (
        <Question
          act={isEnabled ? "enable" : "disable"}
          agent={agent}
          action={actions.setEnabled}
          input={{ id, isEnabled }}
          onClose={onClose}
        />
      );
    }
    case "regenerate":
      return (
        <Question
          act="regenerate"
          agent={agent}
          action={actions.regenerate}
          input={{ id }}
          onClose={onClose}
          onDone={onRegenerated}
        />
      );
    case "remove":
      return <Question act="remove" agent={agent} action={actions.remove} input={{ id }} onClose={onClose} />;
  }
}

type QuestionProps<Input, Output> = {
  act: "enable" | "disable" | "regenerate" | "remove";
  agent: SiemAgent;
  action: Action<Input, Output>;
  input: Input;
  onClose: () => void;
  onDone?: (value: Output) => void;
};

function Question<Input, Output>({ act, agent, action, input, onClose, onDone }: QuestionProps<Input, Output>) {
  const t = useTranslations("siemAgents");
  const common = useTranslations("common");
  const format = useFormatter();
  const router = useRouter();
  const { run, isPending, problem } = useDialogAction(action, (value) => {
    if (onDone === undefined) toast.success(t(`${act}.done`, { name: agent.name }));
    onClose();
    onDone?.(value);
    router.refresh();
  });
  const { settings, lastSentAt, sent } = agent;
  const destination = `${settings.host}:${settings.port}`;
  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={t(`${act}.title`, { name: agent.name })}
        description={t(`${act}.description`)}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(siemAgentMenuId(agent.id))?.focus();
        }}
      >
        <div className="grid gap-4">
          <p className="text-sm">
            {lastSentAt === null
              ? t("impact.nothing", { destination })
              : t("impact.sends", { destination, count: sent, time: format.dateTime(lastSentAt, "exact") })}
          </p>
          <ProblemNotice>{problem}</ProblemNotice>
          <DialogFooter>
            <AlertDialogCancel asChild>
              <Button>{common("cancel")}</Button>
            </AlertDialogCancel>
            <Button
              variant={act === "enable" ? "primary" : "destructive"}
              pending={isPending}
              onClick={() => run(input)}
            >
              {t(`${act}.submit`)}
            </Button>
          </DialogFooter>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
