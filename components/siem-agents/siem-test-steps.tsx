import { CircleCheck, CircleDashed, CircleHelp, CircleMinus, CircleX, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { type SiemTestOutcome, type SiemTestResult, siemTestSteps } from "@/lib/domain/siem-connection-test";
import type { SiemFault } from "@/lib/domain/siem-feed";
import { siemTroubleshootingPath } from "./siem-agent-actions";

const looks: Record<SiemTestOutcome | "pending", { className: string; icon: ReactNode }> = {
  pending: { className: "text-muted-foreground", icon: <CircleDashed aria-hidden /> },
  ok: { className: "text-success", icon: <CircleCheck aria-hidden /> },
  unconfirmed: { className: "text-warning", icon: <CircleHelp aria-hidden /> },
  "not-applicable": { className: "text-muted-foreground", icon: <CircleMinus aria-hidden /> },
  failed: { className: "text-destructive-text", icon: <CircleX aria-hidden /> },
  skipped: { className: "text-muted-foreground", icon: <CircleMinus aria-hidden /> },
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

/** All steps of a test: what was found at each, and what helps where it failed. */
export function SiemTestSteps({ steps, isRunning }: { steps: SiemTestResult[]; isRunning: boolean }) {
  const t = useTranslations("siemAgents.test");
  return (
    <ol aria-label={t("steps")} className="divide-y rounded-md border">
      {siemTestSteps.map((step, place) => {
        const result = steps[place];
        const outcome = result?.outcome ?? "pending";
        const isNow = isRunning && steps.length > 0 && place === steps.length;
        return (
          <li key={step} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-1 px-3 py-2.5 text-sm">
            <span className={cn("mt-0.5 [&_svg]:size-4", looks[outcome].className)}>
              {isNow ? <LoaderCircle aria-hidden className="animate-spin" /> : looks[outcome].icon}
            </span>
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="font-medium">{t(`stepNames.${step}`)}</span>
              <span className={cn("text-xs leading-5", looks[outcome].className)}>{t(`outcomes.${outcome}`)}</span>
            </p>
            {result && result.detail !== "" && (
              <p className="col-start-2 break-words font-mono text-muted-foreground text-xs">{result.detail}</p>
            )}
            {result?.fault && <Remedy fault={result.fault} />}
          </li>
        );
      })}
    </ol>
  );
}

function Remedy({ fault }: { fault: SiemFault }) {
  const t = useTranslations("siemAgents");
  return (
    <p className="col-start-2 text-pretty">
      {t(`faults.${fault}`)} {t(`troubleshooting.problems.${remedies[fault]}.remedy`)}{" "}
      <Link href={siemTroubleshootingPath} className="text-link underline">
        {t("troubleshooting.link")}
      </Link>
    </p>
  );
}
