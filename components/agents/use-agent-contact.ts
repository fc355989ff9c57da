"use client";

import { useEffect, useState } from "react";

const pollMilliseconds = 2_000;

/**
 * Watches until an agent has been in contact since the view was opened, and no longer than the component lives.
 * @param path answers `{ connected: boolean }` for the moment in its query's `since`
 */
export function useAgentContact(path: string): boolean {
  const [isConnected, setConnected] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const since = new Date().toISOString();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      const connected = await hasContact(`${path}?since=${encodeURIComponent(since)}`, controller.signal);
      if (controller.signal.aborted) return;
      if (connected) setConnected(true);
      else timer = setTimeout(ask, pollMilliseconds);
    }
    void ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [path]);
  return isConnected;
}

/** A portal that is out of reach for a moment counts as no contact so far. */
async function hasContact(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(address, { cache: "no-store", redirect: "error", signal });
    const body: unknown = response.ok ? await response.json() : null;
    return typeof body === "object" && body !== null && "connected" in body && body.connected === true;
  } catch {
    return false;
  }
}
