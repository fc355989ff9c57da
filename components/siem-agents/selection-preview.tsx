"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useDialogAction } from "@/components/members/use-dialog-action";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Action } from "@/lib/domain/action-result";
import type { SelectionPreview, SelectionPreviewInput } from "./siem-agent-actions";

type Previews = Record<"alerts" | "activities", SelectionPreview | null>;

type SelectionPreviewPanelProps = {
  input: SelectionPreviewInput;
  preview: Action<SelectionPreviewInput, Previews>;
};

/** Runs the filters as they stand and shows what they would have let through in the last two days. */
export function SelectionPreviewPanel({ input, preview }: SelectionPreviewPanelProps) {
  const t = useTranslations("siemAgents.selection");
  const [shown, setShown] = useState<Previews | null>(null);
  const { run, isPending, problem } = useDialogAction(preview, setShown);
  return (
    <div className="grid gap-3">
      <Button className="w-fit" pending={isPending} onClick={() => run(input)}>
        {t("preview")}
      </Button>
      <ProblemNotice>{problem}</ProblemNotice>
      <div aria-live="polite" className="grid gap-4">
        {shown?.alerts && <PreviewList name="alerts" preview={shown.alerts} />}
        {shown?.activities && <PreviewList name="activities" preview={shown.activities} />}
      </div>
    </div>
  );
}

function PreviewList({ name, preview }: { name: "alerts" | "activities"; preview: SelectionPreview }) {
  const t = useTranslations("siemAgents.selection");
  const format = useFormatter();
  const count = format.number(preview.total);
  return (
    <section className="grid gap-1 text-sm">
      <h3 className="font-medium">{t(`found.${name}`, { count: preview.isMore ? `${count}+` : count })}</h3>
      <ul className="grid gap-1">
        {preview.newest.map(({ id, at, title }) => (
          <li key={id} className="flex flex-wrap gap-x-3 text-muted-foreground">
            <time dateTime={at.toISOString()}>{format.dateTime(at, "exact")}</time>
            <span className="min-w-0 break-words text-foreground">{title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
