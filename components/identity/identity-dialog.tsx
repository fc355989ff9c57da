"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { IdentityActions, IdentityChoice } from "./identity-actions";
import { IdentityForm } from "./identity-form";

type IdentityDialogProps = { actions: IdentityActions; onClose: (isConfirmed: boolean) => void };

type Found = { state: "loading" } | { state: "failed"; reason: string } | { state: "found"; choice: IdentityChoice };

/** Asks for the password, a code, or the provider, above whatever dialog is open. */
export function IdentityDialog({ actions, onClose }: IdentityDialogProps) {
  const t = useTranslations("identity");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [found, setFound] = useState<Found>({ state: "loading" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the question opens
  useEffect(() => {
    let isCurrent = true;
    const settle = (settled: Found) => {
      if (isCurrent) setFound(settled);
    };
    actions.listWays(undefined).then(
      (result) =>
        settle(result.ok ? { state: "found", choice: result.value } : { state: "failed", reason: failureText(result) }),
      () => settle({ state: "failed", reason: failures("unreachable") }),
    );
    return () => {
      isCurrent = false;
    };
  }, []);

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose(false)}>
      <DialogContent isAbove title={t("title")} description={t("description")}>
        <div aria-live="polite" aria-busy={found.state === "loading"}>
          {found.state === "loading" && (
            <>
              <p className="sr-only">{t("loading")}</p>
              <Skeleton className="h-16" />
            </>
          )}
          <ProblemNotice>{found.state === "failed" && found.reason}</ProblemNotice>
        </div>
        {found.state === "found" && <Ways choice={found.choice} actions={actions} onClose={onClose} />}
      </DialogContent>
    </Dialog>
  );
}

function Ways({ choice, actions, onClose }: IdentityDialogProps & { choice: IdentityChoice }) {
  const t = useTranslations("identity");
  if (choice.password || choice.code)
    return <IdentityForm choice={choice} actions={actions} onConfirmed={() => onClose(true)} />;
  if (choice.provider === null) return <p className="text-sm">{t("noWay")}</p>;
  return (
    <>
      <p className="text-muted-foreground text-sm">{t("providerHint")}</p>
      <DialogFooter>
        <Button asChild>
          <a href={choice.provider.url} target="_blank" rel="noreferrer">
            {t("withProvider", { provider: choice.provider.name })}
          </a>
        </Button>
        <Button variant="primary" onClick={() => onClose(true)}>
          {t("goOn")}
        </Button>
      </DialogFooter>
    </>
  );
}
