import { CircleCheck, CircleDashed, CircleHelp, CircleMinus, CircleX, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ConnectionTestOutcome, ConnectionTestResult } from "@/lib/domain/connection-test";

/** What a section calls the steps of its programs' tests, and what helps against a fault. */
export type ConnectionTestTexts<Step extends string, Fault extends string> = {
  steps: readonly Step[];
  stepName: (step: Step) => string;
  remedy: (fault: Fault) => string;
  troubleshooting: { href: string; label: string };
};

type ConnectionTestStepsProps<Step extends string, Fault extends string> = {
  texts: ConnectionTestTexts<Step, Fault>;
  results: readonly ConnectionTestResult<Step, Fault>[];
  isRunning: boolean;
};

const looks: Record<ConnectionTestOutcome | "pending", { className: string; icon: ReactNode }> = {
  pending: { className: "text-muted-foreground", icon: <CircleDashed aria-hidden /> },
  ok: { className: "text-success", icon: <CircleCheck aria-hidden /> },
  unconfirmed: { className: "text-warning", icon: <CircleHelp aria-hidden /> },
  "not-applicable": { className: "text-muted-foreground", icon: <CircleMinus aria-hidden /> },
  failed: { className: "text-destructive-text", icon: <CircleX aria-hidden /> },
  skipped: { className: "text-muted-foreground", icon: <CircleMinus aria-hidden /> },
};

/** All steps of a test: what was found at each, and what helps where it failed. */
export function ConnectionTestSteps<Step extends string, Fault extends string>({
  texts: { steps, stepName, remedy, troubleshooting },
  results,
  isRunning,
}: ConnectionTestStepsProps<Step, Fault>) {
  const t = useTranslations("connectionTest");
  return (
    <ol aria-label={t("steps")} className="divide-y rounded-md border">
      {steps.map((step, place) => {
        const result = results[place];
        const outcome = result?.outcome ?? "pending";
        const isNow = isRunning && results.length > 0 && place === results.length;
        return (
          <li key={step} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-1 px-3 py-2.5 text-sm">
            <span className={cn("mt-0.5 [&_svg]:size-4", looks[outcome].className)}>
              {isNow ? <LoaderCircle aria-hidden className="animate-spin" /> : looks[outcome].icon}
            </span>
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="font-medium">{stepName(step)}</span>
              <span className={cn("text-xs leading-5", looks[outcome].className)}>{t(`outcomes.${outcome}`)}</span>
            </p>
            {result && result.detail !== "" && (
              <p className="col-start-2 break-words font-mono text-muted-foreground text-xs">{result.detail}</p>
            )}
            {result?.fault && (
              <p className="col-start-2 text-pretty">
                {remedy(result.fault)}{" "}
                <Link href={troubleshooting.href} className="text-link underline">
                  {troubleshooting.label}
                </Link>
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
