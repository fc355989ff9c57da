"use client";

import { useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text";

const tickMilliseconds = 2000;

/** Copies a text and tells for two seconds that it did; a refusal stays said until the next try. */
export function useCopy(onCopied?: () => void) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy(text: string, element: HTMLElement | null) {
    if (element === null) return;
    clearTimeout(timer.current);
    const copied = await copyText(text, element);
    setState(copied ? "copied" : "refused");
    if (!copied) return;
    onCopied?.();
    timer.current = setTimeout(() => setState("idle"), tickMilliseconds);
  }

  return { state, copy };
}
