"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const leastMilliseconds = 5000;

/** Asks the server again when the reader comes back to this window: a program may have made its first call meanwhile. */
export function RefreshOnReturn() {
  const router = useRouter();
  useEffect(() => {
    let latest = Date.now();
    function refresh() {
      if (Date.now() - latest < leastMilliseconds) return;
      latest = Date.now();
      router.refresh();
    }
    window.addEventListener("focus", refresh);
    return () => window.removeEventListener("focus", refresh);
  }, [router]);
  return null;
}
