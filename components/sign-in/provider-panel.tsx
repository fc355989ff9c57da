"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { VisitorCard } from "./visitor-card";

type ProviderPanelProps = {
  provider: string;
  /** This page's own URL, which remembers the tenant and the page that the sign-in is for. */
  returnUrl: string;
  /** The provider shall ask who is there, even if it knows (OpenID Connect Core 1.0, 3.1.2.1). */
  asksAgain: boolean;
};

/** The step between the sign-in page and the OpenID Connect provider: goes on by itself, or by its button. */
export function ProviderPanel({ provider, returnUrl, asksAgain }: ProviderPanelProps) {
  const t = useTranslations("signIn");
  const failures = useTranslations("failures");
  const hasStarted = useRef(false);
  const [isPending, setPending] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  const start = useCallback(async () => {
    setPending(true);
    setFailed(false);
    try {
      await signIn("oidc", { callbackUrl: returnUrl }, asksAgain ? { prompt: "login", max_age: "0" } : undefined);
    } catch {
      setPending(false);
      setFailed(true);
    }
  }, [returnUrl, asksAgain]);

  useEffect(() => {
    // An effect may run twice, and whoever came back from the provider must not be sent there again.
    if (hasStarted.current || cameBack()) return;
    hasStarted.current = true;
    void start();
  }, [start]);

  return (
    <VisitorCard title={t("providerTitle", { provider })} description={t("providerDescription")}>
      <div className="grid gap-4">
        <ProblemNotice>{hasFailed && failures("unreachable")}</ProblemNotice>
        <Button variant="primary" pending={isPending} onClick={start}>
          {t("providerContinue", { provider })}
        </Button>
        <Button asChild>
          <a href="/sign-in">{t("title")}</a>
        </Button>
      </div>
    </VisitorCard>
  );
}

function cameBack(): boolean {
  return performance.getEntriesByType("navigation").some((entry) => "type" in entry && entry.type === "back_forward");
}
