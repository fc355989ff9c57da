"use client";

import { useTranslations } from "next-intl";
import { ConnectionTest } from "@/components/agents/connection-test";
import {
  type CollectorTestFault,
  type CollectorTestView,
  collectorTestSteps,
  collectorTestView,
} from "@/lib/domain/collector-connection-test";
import type { LogCollector } from "@/lib/domain/log-collector";
import { testCommand } from "./collector-commands";
import { collectorTestPath, collectorTroubleshootingPath, type LogCollectorActions } from "./log-collector-actions";

type CollectorConnectionTestProps = {
  collector: Pick<LogCollector, "id" | "name" | "sources">;
  origin: string;
  latest: CollectorTestView | null;
  start: LogCollectorActions["test"];
  startsAtOnce?: boolean;
};

/** Where the troubleshooting guide has the remedy of a fault. */
const remedies = {
  "port-in-use": "portInUse",
  "port-forbidden": "portForbidden",
  "certificate-missing": "certificateMissing",
  "certificate-invalid": "certificateInvalid",
  "listener-failed": "listenerFailed",
  "upload-refused": "uploadRefused",
  "disk-full": "diskFull",
  "upload-failed": "uploadFailed",
} as const satisfies Record<CollectorTestFault, string>;

/** Has a running log collector test itself and its way to the portal. */
export function CollectorConnectionTest({ collector, origin, ...props }: CollectorConnectionTestProps) {
  const t = useTranslations("logCollectors");
  const { id, name, sources } = collector;
  return (
    <ConnectionTest
      {...props}
      id={id}
      source={{ path: collectorTestPath(id), view: collectorTestView }}
      command={testCommand({ origin, name, sources })}
      texts={{
        purpose: t("test.purpose"),
        passed: t("test.passed"),
        unconfirmed: t("test.unconfirmed"),
        steps: collectorTestSteps,
        stepName: (step) => t(`test.stepNames.${step}`),
        remedy: (fault) => `${t(`faults.${fault}`)} ${t(`troubleshooting.problems.${remedies[fault]}.remedy`)}`,
        troubleshooting: { href: collectorTroubleshootingPath, label: t("troubleshooting.link") },
      }}
    />
  );
}
