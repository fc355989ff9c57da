"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFailureText } from "@/components/ui/use-failure-text";
import { customParserInput } from "@/lib/domain/discovery-parser";
import type { ParserTrial } from "@/lib/domain/parser-trial";
import type { DataSourceActions } from "./data-source-actions";
import { type ParserDraft, parserOf } from "./parser-draft";

type TrialState =
  /** No sample yet. */
  | { kind: "idle" }
  /** Something that a parser needs is missing. */
  | { kind: "incomplete" }
  | { kind: "waiting" }
  | { kind: "refused"; text: string }
  | { kind: "tried"; trial: ParserTrial };

/** Long enough to type a word. */
const pauseMilliseconds = 500;

/** What the parser makes of the sample, asked again a moment after either has changed. */
export function useParserTrial(
  tryParser: DataSourceActions["tryParser"],
  draft: ParserDraft,
  sample: string,
): TrialState {
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [state, setState] = useState<TrialState>({ kind: "idle" });
  const asked = JSON.stringify(parserOf(draft));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions that make texts are new at each render
  useEffect(() => {
    const parsed = customParserInput.safeParse(JSON.parse(asked));
    if (sample.trim() === "" || !parsed.success) {
      setState({ kind: sample.trim() === "" ? "idle" : "incomplete" });
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      setState((shown) => (shown.kind === "tried" ? shown : { kind: "waiting" }));
      const next = await tryParser({ customParser: parsed.data, sample })
        .then((result): TrialState => {
          return result.ok ? { kind: "tried", trial: result.value } : { kind: "refused", text: failureText(result) };
        })
        .catch((): TrialState => ({ kind: "refused", text: failures("unreachable") }));
      if (isCurrent) setState(next);
    }, pauseMilliseconds);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked, sample, tryParser]);

  return state;
}
