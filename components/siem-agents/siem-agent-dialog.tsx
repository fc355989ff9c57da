"use client";

import { useFormatter, useTranslations } from "next-intl";
import { AgentQuestion } from "@/components/agents/agent-question";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import type { Action } from "@/lib/domain/action-result";
import type { SiemAgent } from "@/lib/domain/siem-agent";
import type { SiemAgentActions } from "./siem-agent-actions";
import { type SiemAgentDialogKind, siemAgentMenuId } from "./siem-agent-menu";

type SiemAgentDialogProps = {
  kind: SiemAgentDialogKind;
  agent: SiemAgent;
  actions: SiemAgentActions;
  onClose: () => void;
  onRegenerated: (token: IssuedAgentToken) => void;
};

/** Asks before an agent is stopped in one way or another, and says what stops. */
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

function Question<Input, Output>({ act, agent, ...question }: QuestionProps<Input, Output>) {
  const t = useTranslations("siemAgents");
  const format = useFormatter();
  const { name, settings, lastSentAt, sent } = agent;
  const destination = `${settings.host}:${settings.port}`;
  return (
    <AgentQuestion
      {...question}
      texts={{
        title: t(`${act}.title`, { name }),
        description: t(`${act}.description`),
        submit: t(`${act}.submit`),
        done: t(`${act}.done`, { name }),
      }}
      impact={
        lastSentAt === null
          ? t("impact.nothing", { destination })
          : t("impact.sends", { destination, count: sent, time: format.dateTime(lastSentAt, "exact") })
      }
      isDestructive={act !== "enable"}
      returnTo={siemAgentMenuId(agent.id)}
    />
  );
}
