"use client";

import { useEffect, useEffectEvent } from "react";

/**
 * Watches over a secret on the screen: the browser asks before the page is left while the secret was not saved, and the
 * secret is dropped when the page is left all the same, so that going back never brings it up again.
 */
export function useUnsavedSecret(secret: { unsaved: boolean; onLeave: () => void } | null): void {
  const unsaved = secret?.unsaved === true;
  const shown = secret !== null;
  const leave = useEffectEvent(() => secret?.onLeave());

  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);

  useEffect(() => {
    if (!shown) return;
    const drop = () => leave();
    window.addEventListener("pagehide", drop);
    return () => window.removeEventListener("pagehide", drop);
  }, [shown]);
}
