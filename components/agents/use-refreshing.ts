"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const refreshMilliseconds = 5_000;

/** Asks the server for the page again every few seconds while somebody looks: states change without a click. */
export function useRefreshing(isWanted: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, refreshMilliseconds);
    return () => clearInterval(timer);
  }, [isWanted, router]);
}
