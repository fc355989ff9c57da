"use client";

import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { SiemAgent } from "@/lib/domain/siem-agent";
import { type SiemTestState, type SiemTestView, siemTestPickupMilliseconds } from "@/lib/domain/siem-connection-test";
import { testCommand } from "./agent-command";
import type { SiemAgentActions } from "./siem-agent-actions";
import { SiemTestSteps } from "./siem-test-steps";
import { useConnectionTest } from "./use-connection-test";

type SiemConnectionTestProps = {
  agent: Pick<SiemAgent, "id">;
  origin: string;
  /** The test that was there when the page was made. */
  latest: SiemTestView | null;
  start: SiemAgentActions["test"];
  /** Opening the view is the wish to test. */
  startsAtOnce?: boolean;
};

const looks: Record<SiemTestState, { className: string; icon: ReactNode }> = {
  waiting: { className: "text-muted-foreground", icon: <LoaderCircle aria-hidden className="animate-spin" /> },
  running: { className: "text-muted-foreground", icon: <LoaderCircle aria-hidden className="animate-spin" /> },
  passed: { className: "border-success/40 bg-success-subtle text-success", icon: <CircleCheck aria-hidden /> },
  failed: { className: "bg-destructive-subtle text-destructive-text", icon: <CircleX aria-hidden /> },
  "not-taken-up": { className: "bg-destructive-subtle text-destructive-text", icon: <CircleX aria-hidden /> },
  "not-finished": { className: "bg-destructive-subtle text-destructive-text", icon: <CircleX aria-hidden /> },
};

/** Has the running agent test its connection, and shows step by step how far it comes and what to mend. */
export function SiemConnectionTest({ agent, origin, latest, start, startsAtOnce = false }: SiemConnectionTestProps) {
  const t = useTranslations("siemAgents.test");
  const format = useFormatter();
  const { test, setTest, isOpen } = useConnectionTest(agent.id, latest);
  const { run, isPending, problem } = useDialogAction(start, setTest);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the view opens
  useEffect(() => {
    if (startsAtOnce) void run({ id: agent.id });
  }, []);
  const needsHand = test?.state === "not-taken-up" || test?.state === "not-finished";
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-pretty text-muted-foreground text-sm">{t("purpose")}</p>
      <ProblemNotice>{problem}</ProblemNotice>
      <div role="status">{test && <State test={test} />}</div>
      {needsHand && (
        <div className="grid gap-2">
          <CodeBlock
            label={t("byHand")}
            code={testCommand(origin)}
            copyLabel={t("copyCommand")}
            copiedMessage={t("commandCopied")}
          />
          <p className="text-muted-foreground text-xs">{t("tokenFile")}</p>
        </div>
      )}
      {test && <SiemTestSteps steps={test.steps} isRunning={isOpen} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted-foreground text-xs">
          {test && t("latest", { name: test.requestedByName, time: format.dateTime(test.requestedAt, "exact") })}
        </p>
        <Button pending={isPending || isOpen} onClick={() => run({ id: agent.id })}>
          {t(test === null ? "action" : "again")}
        </Button>
      </div>
    </div>
  );
}

function State({ test: { state, steps } }: { test: SiemTestView }) {
  const t = useTranslations("siemAgents.test");
  const failed = steps.find(({ outcome }) => outcome === "failed");
  const isUnconfirmed = state === "passed" && steps.some(({ outcome }) => outcome === "unconfirmed");
  const { className, icon } = looks[state];
  const text = () => {
    if (isUnconfirmed) return t("unconfirmed");
    if (state === "failed") return t("states.failed", { step: failed ? t(`stepNames.${failed.step}`) : "" });
    return t(`states.${state}`, { seconds: siemTestPickupMilliseconds / 1000 });
  };
  return (
    <p
      className={cn(
        "flex items-start gap-2 rounded-md border p-3 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
        className,
      )}
    >
      {icon}
      <span>{text()}</span>
    </p>
  );
}
