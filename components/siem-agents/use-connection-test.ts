"use client";

import { useEffect, useState } from "react";
import { type SiemTestView, siemTestView } from "@/lib/domain/siem-connection-test";
import { siemTestPath } from "./siem-agent-actions";

const pollMilliseconds = 1_000;

/** Follows a test until it has an end, and no longer than the component lives. The portal judges its state. */
export function useConnectionTest(id: string, initial: SiemTestView | null) {
  const [test, setTest] = useState(initial);
  const isOpen = test?.state === "waiting" || test?.state === "running";
  useEffect(() => {
    if (!isOpen) return;
    const controller = new AbortController();
    let timer = setTimeout(ask, pollMilliseconds);
    async function ask(): Promise<void> {
      const seen = await latestTest(siemTestPath(id), controller.signal);
      if (controller.signal.aborted) return;
      if (seen !== null) setTest(seen);
      timer = setTimeout(ask, pollMilliseconds);
    }
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [id, isOpen]);
  return { test, setTest, isOpen };
}

/** A portal that is out of reach for a moment has nothing new to say. */
async function latestTest(path: string, signal: AbortSignal): Promise<SiemTestView | null> {
  try {
    const response = await fetch(path, { cache: "no-store", redirect: "error", signal });
    return response.ok ? siemTestView.nullable().parse(await response.json()) : null;
  } catch {
    return null;
  }
}
