"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { ActionResult } from "@/lib/domain/action-result";
import type { UsageImpact } from "@/lib/domain/usage-view";

type FoundImpact = { state: "loading" } | { state: "failed"; reason: string } | { state: "found"; impact: UsageImpact };

/**
 * Asks once, for the subject that a dialog opened for, whom its deed would cut off.
 */
export function useImpact(subject: string, load: () => Promise<ActionResult<UsageImpact>>): FoundImpact {
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [found, setFound] = useState<FoundImpact>({ state: "loading" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each subject
  useEffect(() => {
    let isCurrent = true;
    const settle = (settled: FoundImpact) => {
      if (isCurrent) setFound(settled);
    };
    load().then(
      (result) =>
        settle(result.ok ? { state: "found", impact: result.value } : { state: "failed", reason: failureText(result) }),
      () => settle({ state: "failed", reason: failures("unreachable") }),
    );
    return () => {
      isCurrent = false;
    };
  }, [subject]);

  return found;
}
