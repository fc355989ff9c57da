"use client";

import { useEffect, useRef, useState } from "react";
import { type CallAnswer, type CallProblem, readyCall, sendCall } from "./try-call";
import { useTryToken } from "./try-token";

type Outcome =
  | { kind: "problem"; problem: CallProblem }
  | { kind: "answer"; answer: CallAnswer }
  | { kind: "unreachable" };

type Draft = { method: string; path: string; body: string | null };

/** Sends one call at a time. Clearing, leaving the page and folding the console away end a call that is under way. */
export function useTrial() {
  const { token } = useTryToken();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isPending, setPending] = useState(false);
  const running = useRef<AbortController>(null);
  useEffect(() => {
    const end = () => {
      running.current?.abort();
      setOutcome(null);
    };
    window.addEventListener("pagehide", end);
    return () => {
      window.removeEventListener("pagehide", end);
      end();
    };
  }, []);

  async function send(draft: Draft, needsToken: boolean): Promise<void> {
    const ready = readyCall({ ...draft, token: needsToken ? token : null }, window.location.origin);
    if ("part" in ready) return setOutcome({ kind: "problem", problem: ready });
    const control = new AbortController();
    running.current = control;
    setPending(true);
    setOutcome(null);
    try {
      const answer = await sendCall(ready, control.signal);
      if (!control.signal.aborted) setOutcome({ kind: "answer", answer });
    } catch {
      if (!control.signal.aborted) setOutcome({ kind: "unreachable" });
    }
    if (running.current === control) setPending(false);
  }

  function clear(): void {
    running.current?.abort();
    setOutcome(null);
  }

  return { outcome, isPending, send, clear };
}
