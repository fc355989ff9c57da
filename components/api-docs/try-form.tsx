"use client";

import { Send, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input, inputStyles } from "@/components/ui/input";
import { LiveRegion } from "@/components/ui/live-region";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { CallTrial } from "./endpoint-doc";
import { TryAnswer } from "./try-answer";
import { TryTokenField } from "./try-token-field";
import { useTrial } from "./use-trial";

/** Token, path and body of a call, the button that sends it, and what came back. */
export function TryForm({ trial }: { trial: CallTrial }) {
  const t = useTranslations("apiDocs.try");
  const [path, setPath] = useState(trial.path);
  const [body, setBody] = useState(trial.body);
  const { outcome, isPending, send, clear } = useTrial();
  const problem = outcome?.kind === "problem" ? outcome.problem : null;
  const answer = outcome?.kind === "answer" ? outcome.answer : null;

  return (
    // Not a form: browsers offer to remember what is sent by one.
    <div className="grid min-w-0 gap-4">
      {trial.needsToken && <TryTokenField error={problem?.part === "token" && t("tokenWrong")} onClear={clear} />}
      <Field label={t("path", { method: trial.method })} error={problem?.part === "path" && t("pathWrong")}>
        {(control) => (
          <Input
            {...control}
            value={path}
            onChange={(event) => setPath(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      {body !== null && (
        <Field label={t("body")} error={problem?.part === "body" && t("bodyWrong", { reason: problem.reason })}>
          {(control) => (
            <textarea
              {...control}
              value={body}
              onChange={(event) => setBody(event.target.value)}
              rows={6}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              className={cn(inputStyles, "field-sizing-content max-h-96 min-h-24 py-2 font-mono text-xs")}
            />
          )}
        </Field>
      )}
      {trial.isChange && (
        <p className="flex items-start gap-2 rounded-md bg-warning-subtle p-3 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t("isChange")}
        </p>
      )}
      <Button
        variant="primary"
        pending={isPending}
        onClick={() => send({ method: trial.method, path, body }, trial.needsToken)}
        className="w-fit"
      >
        <Send aria-hidden />
        {t("send")}
      </Button>
      <ProblemNotice>{outcome?.kind === "unreachable" && t("unreachable")}</ProblemNotice>
      <LiveRegion>{answer && t("announcement", { status: String(answer.status) })}</LiveRegion>
      {answer && <TryAnswer answer={answer} />}
    </div>
  );
}
