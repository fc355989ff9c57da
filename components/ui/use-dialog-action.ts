"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useConfirmed } from "@/components/identity/confirm-identity";
import type { Action } from "@/lib/domain/action-result";
import { useFailureText } from "./use-failure-text";

/**
 * Runs a dialog's action once at a time, and keeps what it said when it was refused. Where the server wants to know who is
 * there first, the question comes up and the action goes on after it.
 */
export function useDialogAction<Input, Output>(action: Action<Input, Output>, onDone: (value: Output) => void) {
  const confirmed = useConfirmed(action);
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // State alone would let the second press of a double click through before the next render.
  const isUnderWay = useRef(false);

  async function run(input: Input): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setPending(true);
    setProblem(null);
    try {
      const result = await confirmed(input);
      if (result.ok) onDone(result.value);
      else setProblem(failureText(result));
    } catch {
      setProblem(failures("unreachable"));
    } finally {
      isUnderWay.current = false;
      setPending(false);
    }
  }

  return { run, isPending, problem };
}
