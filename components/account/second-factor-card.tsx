"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ExactTime } from "@/components/ui/exact-time";
import type { Action } from "@/lib/domain/action-result";
import type { SecondFactorStatus } from "@/lib/domain/second-factor";
import { type EnrolActions, EnrolSecondFactor } from "./enrol-second-factor";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorQuestion } from "./second-factor-question";

export type SecondFactorActions = EnrolActions & {
  remove: Action<undefined, void>;
  renewCodes: Action<undefined, { recoveryCodes: string[] }>;
};

type SecondFactorCardProps = { status: SecondFactorStatus; actions: SecondFactorActions };

type Open = { kind: "enrol" } | { kind: "remove" } | { kind: "renew" } | { kind: "codes"; codes: string[] };

/** The person's second factor: whether it is on, and what can be done about it. */
export function SecondFactorCard({ status, actions }: SecondFactorCardProps) {
  const t = useTranslations("account.factor");
  const enrol = useTranslations("account");
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);

  function close() {
    setOpen(null);
    router.refresh();
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        <Standing status={status} />
      </CardHeader>
      <CardContent className="flex flex-wrap gap-2">
        {status.since === null ? (
          <Button variant="primary" aria-haspopup="dialog" onClick={() => setOpen({ kind: "enrol" })}>
            {t("setUp")}
          </Button>
        ) : (
          <>
            <Button aria-haspopup="dialog" onClick={() => setOpen({ kind: "renew" })}>
              {t("renew")}
            </Button>
            {status.requiredSince === null && (
              <Button aria-haspopup="dialog" onClick={() => setOpen({ kind: "remove" })}>
                {t("remove")}
              </Button>
            )}
          </>
        )}
      </CardContent>
      {(open?.kind === "enrol" || open?.kind === "codes") && (
        <Dialog open onOpenChange={(next) => !next && close()}>
          <DialogContent
            title={open.kind === "enrol" ? t("setUp") : enrol("recovery.title")}
            // A click beside it must not lose what is shown once.
            onInteractOutside={(event) => event.preventDefault()}
          >
            {open.kind === "enrol" ? (
              <EnrolSecondFactor offer={actions.offer} confirm={actions.confirm} onDone={close} />
            ) : (
              <RecoveryCodes codes={open.codes} onDone={close} />
            )}
          </DialogContent>
        </Dialog>
      )}
      {(open?.kind === "remove" || open?.kind === "renew") && (
        <SecondFactorQuestion
          kind={open.kind}
          actions={actions}
          onClose={close}
          onCodes={(codes) => setOpen({ kind: "codes", codes })}
        />
      )}
    </Card>
  );
}

function Standing({ status }: { status: SecondFactorStatus }) {
  const t = useTranslations("account.factor");
  const { since, recoveryCodesLeft, requiredSince } = status;
  return (
    <p className="max-w-prose text-pretty text-muted-foreground text-sm">
      {since === null ? t("off") : t.rich("on", { at: () => <ExactTime at={since} /> })}
      {since !== null && ` ${t("codesLeft", { count: recoveryCodesLeft })}`}
      {requiredSince !== null && ` ${t("required")}`}
    </p>
  );
}
