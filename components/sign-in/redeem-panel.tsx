"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { forgetFragment, fragmentCode } from "./fragment-code";
import { redeemCode } from "./redeem-code";
import { VisitorCard } from "./visitor-card";

type RedeemPanelProps = {
  /** Path of this host to go to afterwards. */
  next: string;
  /** Who is signed in here already. A link must not change that unasked. */
  signedInAs: string | null;
};

/** The landing on the tenant's own host: takes the code from the fragment and trades it for a session. */
export function RedeemPanel({ next, signedInAs }: RedeemPanelProps) {
  const t = useTranslations("signIn");
  const failures = useTranslations("failures");
  const hasStarted = useRef(false);
  const code = useRef<string | null>(null);
  const [problem, setProblem] = useState<"expired" | "unreachable" | null>(null);
  const [isPending, setPending] = useState(signedInAs === null);

  const redeem = useCallback(async () => {
    setPending(true);
    try {
      if (code.current !== null && (await redeemCode(code.current))) return window.location.replace(next);
      setProblem("expired");
    } catch {
      setProblem("unreachable");
    }
    setPending(false);
  }, [next]);

  useEffect(() => {
    // An effect may run twice, but a code works once.
    if (hasStarted.current) return;
    hasStarted.current = true;
    code.current = fragmentCode();
    forgetFragment();
    if (code.current === null) setProblem("expired");
    else if (signedInAs === null) void redeem();
  }, [redeem, signedInAs]);

  return (
    <VisitorCard title={problem ? t("title") : t("continueTitle")}>
      <div className="grid gap-4" aria-busy={isPending}>
        <ProblemNotice>
          {problem && (problem === "expired" ? t("problems.expired") : failures("unreachable"))}
        </ProblemNotice>
        {problem && (
          <Button asChild variant="primary">
            <a href="/sign-in">{t("submit")}</a>
          </Button>
        )}
        {!problem && signedInAs !== null && (
          <>
            <p className="text-sm">{t("continueReplace", { name: signedInAs })}</p>
            <Button variant="primary" pending={isPending} onClick={redeem}>
              {t("continueAnyway")}
            </Button>
            <Button asChild>
              <a href="/">{t("stay", { name: signedInAs })}</a>
            </Button>
          </>
        )}
      </div>
    </VisitorCard>
  );
}
