"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { PolicyFormActions, RulePreview as Preview } from "./policy-actions";
import type { RuleForm } from "./rule-form";

type RulePreviewProps = {
  preview: PolicyFormActions["preview"];
  /** The rule as it stands in the form at this moment. */
  readRule: () => RuleForm;
};

/** Tells, when it is asked, what the rule would have found in the last 30 days. */
export function RulePreview({ preview, readRule }: RulePreviewProps) {
  const t = useTranslations("policies.preview");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const previewText = usePreviewText();
  const [isPending, setPending] = useState(false);
  const [text, setText] = useState("");

  async function ask(): Promise<void> {
    if (isPending) return;
    setPending(true);
    try {
      const result = await preview({ rule: readRule() });
      setText(result.ok ? previewText(result.value) : failureText(result));
    } catch {
      setText(failures("unreachable"));
    } finally {
      setPending(false);
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button pending={isPending} onClick={ask}>
        {t("action")}
      </Button>
      <output aria-live="polite" className="min-w-0 break-words text-sm">
        {text}
      </output>
    </div>
  );
}

function usePreviewText(): (preview: Preview) => string {
  const t = useTranslations("policies.preview");
  const format = useFormatter();
  return (preview) => {
    if (preview.kind === "discovery") {
      if (preview.found === 0) return t("nothing");
      const names = format.list(preview.names, { type: "conjunction" });
      return t("found", { count: preview.found, names });
    }
    const { activities, people, isPartial } = preview;
    if (activities === 0) return t("nothing");
    return t(isPartial ? "activitiesPartly" : "activities", { count: activities, people });
  };
}
