"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useConfirmed } from "@/components/identity/confirm-identity";
import { unreachable } from "@/components/ui/unreachable";
import { useUnsavedSecret } from "@/components/ui/use-unsaved-secret";
import type { Action, ActionFailure } from "@/lib/domain/action-result";
import type { GenerateTokenInput } from "@/lib/domain/api-token";
import type { GeneratedToken } from "./generated-token";

type Stage =
  | { at: "closed" }
  | { at: "name" }
  | {
      at: "result";
      token: GeneratedToken;
      /** Copied or downloaded at least once. */
      saved: boolean;
      /** Whether to close without it: not asked, asked now, or asked and answered with going back. */
      question: "unasked" | "open" | "answered";
    };

/**
 * The steps of the generation dialog: name, result, and one question before an unsaved token is closed away. The secret
 * lives in this state alone, from the action's answer until the dialog closes or the page is left.
 */
export function useGenerateToken(generate: Action<GenerateTokenInput, GeneratedToken>) {
  const router = useRouter();
  const confirmed = useConfirmed(generate);
  const [stage, setStage] = useState<Stage>({ at: "closed" });
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, setPending] = useState(false);
  // State alone would let the second press of a double click through before the next render.
  const underWay = useRef(false);
  const shown = stage.at === "result" ? stage : null;
  useUnsavedSecret(shown && { unsaved: !shown.saved, onLeave: () => flushSync(() => setStage({ at: "closed" })) });

  function open() {
    setFailure(null);
    setStage({ at: "name" });
  }

  async function submit(name: string) {
    if (underWay.current) return;
    underWay.current = true;
    setPending(true);
    try {
      const result = await confirmed({ name });
      if (result.ok) setStage({ at: "result", token: result.value, saved: false, question: "unasked" });
      else setFailure(result);
    } catch {
      setFailure(unreachable());
    } finally {
      underWay.current = false;
      setPending(false);
    }
  }

  function requestClose() {
    // A token whose answer is still under way would be lost unseen.
    if (underWay.current) return;
    if (shown && !shown.saved && shown.question === "unasked") setStage({ ...shown, question: "open" });
    else close();
  }

  function close() {
    setStage({ at: "closed" });
    if (shown) router.refresh();
  }

  function goBack() {
    // Not from `shown`: the press of "Close anyway" also ends the question, and must not bring the token back.
    setStage((current) => (current.at === "result" ? { ...current, question: "answered" } : current));
  }

  function markSaved() {
    setStage((current) => (current.at === "result" ? { ...current, saved: true } : current));
  }

  return { stage, failure, pending, open, submit, requestClose, close, goBack, markSaved };
}
