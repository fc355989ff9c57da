"use client";

import { useTranslations } from "next-intl";
import { type ChangeEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { sampleMaximum } from "@/lib/domain/parser-trial";
import type { DataSourceActions } from "./data-source-actions";
import type { ParserDraft } from "./parser-draft";
import { TriedLines } from "./tried-lines";
import { useParserTrial } from "./use-parser-trial";

type ParserTrialPanelProps = { draft: ParserDraft; tryParser: DataSourceActions["tryParser"] };

/** A sample of the log, and what the parser makes of each line while it is being described. */
export function ParserTrialPanel({ draft, tryParser }: ParserTrialPanelProps) {
  const t = useTranslations("discoverySettings.trial");
  const [sample, setSample] = useState("");
  const state = useParserTrial(tryParser, draft, sample);

  async function takeFile(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.currentTarget.files ?? [];
    if (file === undefined) return;
    const text = await file.slice(0, sampleMaximum).text();
    // The last line may be cut.
    const whole = file.size > sampleMaximum ? text.slice(0, text.lastIndexOf("\n") + 1) || text : text;
    setSample(whole.slice(0, sampleMaximum));
  }

  return (
    <section aria-label={t("title")} className="grid gap-3 border-t pt-4">
      <h3 className="font-semibold text-sm">{t("title")}</h3>
      <Field label={t("sample")} hint={t("sampleHint")}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={sample}
            maxLength={sampleMaximum}
            spellCheck={false}
            wrap="off"
            className="font-mono text-xs"
            onChange={(event) => setSample(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t("file")}>
        {(control) => <Input {...control} type="file" className="h-auto py-1.5" onChange={takeFile} />}
      </Field>
      <div aria-live="polite" aria-busy={state.kind === "waiting"} className="grid gap-2 text-sm">
        {state.kind === "incomplete" && <p className="text-muted-foreground">{t("incomplete")}</p>}
        {state.kind === "waiting" && <p className="text-muted-foreground">{t("waiting")}</p>}
        {state.kind === "refused" && <p className="text-destructive-text">{state.text}</p>}
        {state.kind === "tried" && <TriedLines trial={state.trial} />}
      </div>
    </section>
  );
}
