"use client";

import { useEffect, useState } from "react";
import { askFirstCall, type FirstCallAnswer } from "./first-call";

const pollMilliseconds = 1000;

/** Watches for a token's first call, asking each second until it came, and no longer than the component lives. */
export function useFirstCall(publicId: string): FirstCallAnswer {
  const [answer, setAnswer] = useState<FirstCallAnswer>({ state: "waiting" });
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      const latest = await askFirstCall(publicId, controller.signal);
      if (controller.signal.aborted) return;
      if (latest.state === "waiting") timer = setTimeout(ask, pollMilliseconds);
      else setAnswer(latest);
    }
    void ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [publicId]);
  return answer;
}
