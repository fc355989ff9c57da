"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import { Code } from "./prose";
import type { CallAnswer } from "./try-call";

/** What a call came back with: status and time, the headers that tell about it, the body. */
export function TryAnswer({ answer }: { answer: CallAnswer }) {
  const t = useTranslations("apiDocs");
  const { status, milliseconds, headers, body, isCut } = answer;
  const isDone = status < 400;
  return (
    <div className="grid min-w-0 gap-3">
      <p className="flex flex-wrap items-center gap-3 tabular-nums">
        <Badge
          tone={isDone ? "success" : "danger"}
          icon={isDone ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
        >
          {t("try.status", { status: String(status) })}
        </Badge>
        <span>{t("try.time", { milliseconds })}</span>
      </p>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {headers.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>
              <Code>{name}</Code>
            </dt>
            <dd>
              <Code>{value}</Code>
            </dd>
          </div>
        ))}
      </dl>
      {isCut && <p className="text-muted-foreground text-xs">{t("try.cut", { characters: body.length })}</p>}
      {body !== "" && (
        <CodeBlock
          label={t("try.answer")}
          code={body}
          copyLabel={t("try.copyAnswer")}
          copiedMessage={t("copied")}
          className="max-h-96 overflow-y-auto"
        />
      )}
    </div>
  );
}
