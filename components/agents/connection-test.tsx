"use client";

import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";
import {
  type ConnectionTestResult,
  type ConnectionTestState,
  type ConnectionTestView,
  connectionTestPickupMilliseconds,
} from "@/lib/domain/connection-test";
import { ConnectionTestSteps, type ConnectionTestTexts } from "./connection-test-steps";
import { type ConnectionTestSource, useConnectionTest } from "./use-connection-test";

type View<Step extends string, Fault extends string> = ConnectionTestView<ConnectionTestResult<Step, Fault>>;

type ConnectionTestProps<Step extends string, Fault extends string> = {
  id: string;
  source: ConnectionTestSource<View<Step, Fault>>;
  /** The test that was there when the page was made. */
  latest: View<Step, Fault> | null;
  start: Action<{ id: string }, View<Step, Fault>>;
  /** Opening the view is the wish to test. */
  startsAtOnce?: boolean;
  texts: ConnectionTestTexts<Step, Fault> & { purpose: string; passed: string; unconfirmed: string };
  /** What tests by hand on the program's machine, where the running one does not answer. */
  command: string;
};

const looks: Record<ConnectionTestState, { className: string; icon: ReactNode }> = {
  waiting: { className: "text-muted-foreground", icon: <LoaderCircle aria-hidden className="animate-spin" /> },
  running: { className: "text-muted-foreground", icon: <LoaderCircle aria-hidden className="animate-spin" /> },
  passed: { className: "border-success/40 bg-success-subtle text-success", icon: <CircleCheck aria-hidden /> },
  failed: { className: "bg-destructive-subtle text-destructive-text", icon: <CircleX aria-hidden /> },
  "not-taken-up": { className: "bg-destructive-subtle text-destructive-text", icon: <CircleX aria-hidden /> },
  "not-finished": { className: "bg-destructive-subtle text-destructive-text", icon: <CircleX aria-hidden /> },
};

/** Has the running program test its connection, and shows step by step how far it comes and what to mend. */
export function ConnectionTest<Step extends string, Fault extends string>({
  id,
  source,
  latest,
  start,
  startsAtOnce = false,
  texts,
  command,
}: ConnectionTestProps<Step, Fault>) {
  const t = useTranslations("connectionTest");
  const format = useFormatter();
  const { test, setTest, isOpen } = useConnectionTest(source, latest);
  const { run, isPending, problem } = useDialogAction(start, setTest);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the view opens
  useEffect(() => {
    if (startsAtOnce) void run({ id });
  }, []);
  const needsHand = test?.state === "not-taken-up" || test?.state === "not-finished";
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-pretty text-muted-foreground text-sm">{texts.purpose}</p>
      <ProblemNotice>{problem}</ProblemNotice>
      <div role="status">{test && <State test={test} texts={texts} />}</div>
      {needsHand && (
        <div className="grid gap-2">
          <CodeBlock
            label={t("byHand")}
            code={command}
            copyLabel={t("copyCommand")}
            copiedMessage={t("commandCopied")}
          />
          <p className="text-muted-foreground text-xs">{t("tokenFile")}</p>
        </div>
      )}
      {test && <ConnectionTestSteps texts={texts} results={test.steps} isRunning={isOpen} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted-foreground text-xs">
          {test && t("latest", { name: test.requestedByName, time: format.dateTime(test.requestedAt, "exact") })}
        </p>
        <Button pending={isPending || isOpen} onClick={() => run({ id })}>
          {t(test === null ? "action" : "again")}
        </Button>
      </div>
    </div>
  );
}

type StateProps<Step extends string, Fault extends string> = {
  test: View<Step, Fault>;
  texts: ConnectionTestProps<Step, Fault>["texts"];
};

function State<Step extends string, Fault extends string>({ test, texts }: StateProps<Step, Fault>) {
  const t = useTranslations("connectionTest.states");
  const { state, steps } = test;
  const { className, icon } = looks[state];
  const text = () => {
    if (state === "passed")
      return steps.some(({ outcome }) => outcome === "unconfirmed") ? texts.unconfirmed : texts.passed;
    const failed = steps.find(({ outcome }) => outcome === "failed");
    if (state === "failed") return t("failed", { step: failed ? texts.stepName(failed.step) : "" });
    return t(state, { seconds: connectionTestPickupMilliseconds / 1000 });
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
