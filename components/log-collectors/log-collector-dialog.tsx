"use client";

import { useFormatter, useTranslations } from "next-intl";
import { AgentQuestion } from "@/components/agents/agent-question";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import type { Action } from "@/lib/domain/action-result";
import { type LogCollector, lastDataOf } from "@/lib/domain/log-collector";
import type { LogCollectorActions } from "./log-collector-actions";
import { type LogCollectorDialogKind, logCollectorMenuId } from "./log-collector-menu";

type LogCollectorDialogProps = {
  kind: LogCollectorDialogKind;
  collector: LogCollector;
  actions: LogCollectorActions;
  onClose: () => void;
  onRegenerated: (token: IssuedAgentToken) => void;
};

/** Asks before a collector is stopped in one way or another, and says what stops. */
export function LogCollectorDialog({ kind, collector, actions, onClose, onRegenerated }: LogCollectorDialogProps) {
  const { id } = collector;
  const about = { collector, onClose };
  switch (kind) {
    case "switch": {
      const isEnabled = collector.disabledAt !== null;
      const act = isEnabled ? "enable" : "disable";
      return <Question {...about} act={act} action={actions.setEnabled} input={{ id, isEnabled }} />;
    }
    case "regenerate":
      return <Question {...about} act="regenerate" action={actions.regenerate} input={{ id }} onDone={onRegenerated} />;
    case "remove":
      return <Question {...about} act="remove" action={actions.remove} input={{ id }} />;
  }
}

type QuestionProps<Input, Output> = {
  act: "enable" | "disable" | "regenerate" | "remove";
  collector: LogCollector;
  action: Action<Input, Output>;
  input: Input;
  onClose: () => void;
  onDone?: (value: Output) => void;
};

function Question<Input, Output>({ act, collector, ...question }: QuestionProps<Input, Output>) {
  const t = useTranslations("logCollectors");
  const { name } = collector;
  return (
    <AgentQuestion
      {...question}
      texts={{
        title: t(`${act}.title`, { name }),
        description: t(`${act}.description`),
        submit: t(`${act}.submit`),
        done: t(`${act}.done`, { name }),
      }}
      impact={useImpact(collector)}
      isDestructive={act !== "enable"}
      returnTo={logCollectorMenuId(collector.id)}
    />
  );
}

/** What the collector brings, and so what stops. */
function useImpact(collector: LogCollector): string {
  const t = useTranslations("logCollectors.impact");
  const format = useFormatter();
  const { sources } = collector;
  const lastData = lastDataOf(collector);
  if (sources.length === 0) return t("noSources");
  const about = { count: sources.length, sources: format.list(sources.map(({ name }) => name)) };
  if (lastData === null) return t("nothing", about);
  const lines = sources.reduce((sum, source) => sum + source.lines, 0);
  return t("brings", { ...about, lines, time: format.dateTime(lastData, "exact") });
}
