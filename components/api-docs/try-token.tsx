"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";

type HeldToken = { token: string; setToken: (token: string) => void };

const TokenContext = createContext<HeldToken>({ token: "", setToken: () => {} });

/**
 * Keeps the token that the consoles below share, in this component's state and nowhere else: no storage, no URL, no form
 * that a browser would offer to remember. Leaving the page empties it at once, so a page that the browser keeps for its
 * Back button holds none.
 */
export function TryTokenKeeper({ children }: { children: ReactNode }) {
  const [token, setToken] = useState("");
  useEffect(() => {
    const forget = () => flushSync(() => setToken(""));
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  const held = useMemo(() => ({ token, setToken }), [token]);
  return <TokenContext value={held}>{children}</TokenContext>;
}

/** The token that was pasted on this page, or an empty text. */
export function useTryToken(): HeldToken {
  return useContext(TokenContext);
}
