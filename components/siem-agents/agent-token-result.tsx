"use client";

import { useTranslations } from "next-intl";
import { AgentTokenPanel } from "@/components/agents/agent-token-panel";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import { environmentFile, shellCommand, testCommand } from "./agent-command";
import { siemContactPath } from "./siem-agent-actions";

type AgentTokenResultProps = { token: IssuedAgentToken; origin: string; onDone: () => void };

/** The token, this once, with the commands that start the agent, and the moment when it first calls. */
export function AgentTokenResult({ token, origin, onDone }: AgentTokenResultProps) {
  const t = useTranslations("siemAgents.result");
  return (
    <AgentTokenPanel
      secret={token.secret}
      contactPath={siemContactPath(token.id)}
      commands={[
        {
          id: "shell",
          tab: t("shell"),
          code: shellCommand(origin, token.secret),
          copyLabel: t("copyShell"),
          copiedMessage: t("shellCopied"),
          holdsToken: true,
        },
        {
          id: "environment",
          tab: t("environment"),
          code: environmentFile(origin, token.secret),
          copyLabel: t("copyEnvironment"),
          copiedMessage: t("environmentCopied"),
          holdsToken: true,
        },
        {
          id: "test",
          tab: t("test"),
          code: testCommand(origin),
          copyLabel: t("copyTest"),
          copiedMessage: t("testCopied"),
          holdsToken: false,
        },
      ]}
      texts={{ commands: t("commands"), needs: t("needs"), waiting: t("waiting"), connected: t("connected") }}
      onDone={onDone}
    />
  );
}
