"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import type { ConnectionTestView } from "@/lib/domain/connection-test";

const pollMilliseconds = 1_000;

/** Where a test's view is asked for, and how it is read. */
export type ConnectionTestSource<View> = { path: string; view: z.ZodType<View> };

/** Follows a test until it has an end, and no longer than the component lives. The portal judges its state. */
export function useConnectionTest<View extends ConnectionTestView>(
  { path, view }: ConnectionTestSource<View>,
  initial: View | null,
) {
  const [test, setTest] = useState(initial);
  const isOpen = test?.state === "waiting" || test?.state === "running";
  useEffect(() => {
    if (!isOpen) return;
    const controller = new AbortController();
    let timer = setTimeout(ask, pollMilliseconds);
    async function ask(): Promise<void> {
      const seen = await latestTest({ path, view }, controller.signal);
      if (controller.signal.aborted) return;
      if (seen !== null) setTest(seen);
      timer = setTimeout(ask, pollMilliseconds);
    }
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [path, view, isOpen]);
  return { test, setTest, isOpen };
}

/** A portal that is out of reach for a moment has nothing new to say. */
async function latestTest<View>({ path, view }: ConnectionTestSource<View>, signal: AbortSignal): Promise<View | null> {
  try {
    const response = await fetch(path, { cache: "no-store", redirect: "error", signal });
    return response.ok ? z.object({ test: view.nullable() }).parse(await response.json()).test : null;
  } catch {
    return null;
  }
}
