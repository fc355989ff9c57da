"use client";

import { useTranslations } from "next-intl";
import { ConnectionTest } from "@/components/agents/connection-test";
import type { SiemAgent } from "@/lib/domain/siem-agent";
import { type SiemTestView, siemTestSteps, siemTestView } from "@/lib/domain/siem-connection-test";
import type { SiemFault } from "@/lib/domain/siem-feed";
import { testCommand } from "./agent-command";
import { type SiemAgentActions, siemTestPath, siemTroubleshootingPath } from "./siem-agent-actions";

type SiemConnectionTestProps = {
  agent: Pick<SiemAgent, "id">;
  origin: string;
  latest: SiemTestView | null;
  start: SiemAgentActions["test"];
  startsAtOnce?: boolean;
};

/** Where the troubleshooting guide has the remedy of a fault. */
const remedies = {
  "receiver-unresolved": "receiverUnresolved",
  "receiver-refused": "receiverRefused",
  "receiver-timeout": "receiverTimeout",
  "receiver-closed": "receiverClosed",
  "receiver-certificate": "receiverCertificate",
  "event-too-long": "eventTooLong",
  "receiver-unconfirmed": "unconfirmed",
} as const satisfies Record<SiemFault, string>;

/** Has a running SIEM agent test the way of an event. */
export function SiemConnectionTest({ agent: { id }, origin, ...props }: SiemConnectionTestProps) {
  const t = useTranslations("siemAgents");
  return (
    <ConnectionTest
      {...props}
      id={id}
      source={{ path: siemTestPath(id), view: siemTestView }}
      command={testCommand(origin)}
      texts={{
        purpose: t("test.purpose"),
        passed: t("test.passed"),
        unconfirmed: t("test.unconfirmed"),
        steps: siemTestSteps,
        stepName: (step) => t(`test.stepNames.${step}`),
        remedy: (fault) => `${t(`faults.${fault}`)} ${t(`troubleshooting.problems.${remedies[fault]}.remedy`)}`,
        troubleshooting: { href: siemTroubleshootingPath, label: t("troubleshooting.link") },
      }}
    />
  );
}
