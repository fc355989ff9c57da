"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { AgentTokenPanel } from "@/components/agents/agent-token-panel";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import { Button } from "@/components/ui/button";
import { type CollectorStart, dockerCommand, shellCommand, systemdCommand, testCommand } from "./collector-commands";
import { ListeningPorts, type ListeningSource } from "./listening-ports";
import { collectorContactPath, expectedConfigurationPath } from "./log-collector-actions";

type CollectorTokenResultProps = {
  token: IssuedAgentToken;
  origin: string;
  host: string;
  sources: readonly ListeningSource[];
  onDone: () => void;
};

/** The token, this once, with the commands that start the collector, the ports to open, and the first call. */
export function CollectorTokenResult({ token, origin, host, sources, onDone }: CollectorTokenResultProps) {
  const t = useTranslations("logCollectors.result");
  const start: CollectorStart = { origin, host, sources, name: token.name, secret: token.secret };
  const codes = {
    shell: shellCommand(start),
    docker: dockerCommand(start),
    systemd: systemdCommand(start),
    test: testCommand(start),
  };
  return (
    <AgentTokenPanel
      secret={token.secret}
      contactPath={collectorContactPath(token.id)}
      commands={(["shell", "docker", "systemd", "test"] as const).map((id) => ({
        id,
        tab: t(`tabs.${id}`),
        code: codes[id],
        copyLabel: t("copy"),
        copiedMessage: t("copied"),
        holdsToken: id !== "test",
      }))}
      texts={{ commands: t("commands"), needs: t("needs"), waiting: t("waiting"), connected: t("connected") }}
      onDone={onDone}
    >
      <ListeningPorts host={host} sources={sources} />
      <Button asChild className="w-fit">
        <a href={expectedConfigurationPath(token.id)} download>
          <Download aria-hidden />
          {t("export")}
        </a>
      </Button>
    </AgentTokenPanel>
  );
}
