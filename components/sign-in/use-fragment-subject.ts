"use client";

import { useEffect, useState } from "react";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { Action } from "@/lib/domain/action-result";
import { fragmentCode } from "./fragment-code";

export type FragmentSubject<Subject> =
  | { state: "loading" }
  | { state: "gone"; reason: string }
  | { state: "open"; code: string; subject: Subject };

/** Asks the server what the one-time link in the address stands for. */
export function useFragmentSubject<Subject>(
  view: Action<{ code: string }, Subject>,
  words: { incomplete: string; unreachable: string },
): FragmentSubject<Subject> {
  const failureText = useFailureText();
  const [subject, setSubject] = useState<FragmentSubject<Subject>>({
    state: "loading",
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is looked at once, when the page opens
  useEffect(() => {
    let isCurrent = true;
    const settle = (settled: FragmentSubject<Subject>) => {
      if (isCurrent) setSubject(settled);
    };
    const code = fragmentCode();
    if (code === null) settle({ state: "gone", reason: words.incomplete });
    else
      view({ code }).then(
        (result) =>
          settle(
            result.ok ? { state: "open", code, subject: result.value } : { state: "gone", reason: failureText(result) },
          ),
        () => settle({ state: "gone", reason: words.unreachable }),
      );
    return () => {
      isCurrent = false;
    };
  }, []);

  return subject;
}
