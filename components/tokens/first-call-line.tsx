"use client";

import { CircleCheck, CircleHelp, LoaderCircle } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { FirstCallAnswer } from "./first-call";
import { useFirstCall } from "./use-first-call";

/** Waits for a new token's first call and says when, from where and with which client it came. */
export function FirstCallLine({ publicId }: { publicId: string }) {
  const answer = useFirstCall(publicId);
  return (
    <p
      role="status"
      className={cn(
        "flex items-start gap-2 rounded-md border p-3 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
        answer.state === "received" ? "border-success/40 bg-success-subtle text-success" : "text-muted-foreground",
      )}
    >
      {iconOf(answer)}
      <Sentence answer={answer} />
    </p>
  );
}

function iconOf({ state }: FirstCallAnswer): ReactNode {
  switch (state) {
    case "waiting":
      return <LoaderCircle aria-hidden className="animate-spin" />;
    case "received":
      return <CircleCheck aria-hidden />;
    case "ended":
      return <CircleHelp aria-hidden />;
  }
}

function Sentence({ answer }: { answer: FirstCallAnswer }) {
  const t = useTranslations("tokens");
  const format = useFormatter();
  switch (answer.state) {
    case "waiting":
      return <span>{t("result.waiting")}</span>;
    case "ended":
      return <span>{t("result.watchEnded")}</span>;
    case "received":
      return (
        <span className="min-w-0 break-words">
          {t("result.firstCall", {
            time: format.dateTime(answer.use.at, "exact"),
            address: answer.use.ip,
            client: answer.use.userAgent || t("lastUse.unknownClient"),
          })}
        </span>
      );
  }
}
