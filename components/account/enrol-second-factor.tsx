"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { useConfirmed } from "@/components/identity/confirm-identity";
import { redeemCode } from "@/components/sign-in/redeem-code";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import { OneTimePasswordInput } from "@/components/ui/one-time-password-input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { Action } from "@/lib/domain/action-result";
import type { SecondFactorOffer } from "@/lib/domain/second-factor";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";

export type EnrolActions = {
  offer: Action<undefined, SecondFactorOffer>;
  confirm: Action<{ code: string }, { recoveryCodes: string[]; code: string }>;
};

type Stage = { at: "start" } | { at: "offer"; offer: SecondFactorOffer } | { at: "codes"; codes: string[] };

/** Sets a second factor up: a key for the app, a code that shows it is there, and the recovery codes, once. */
export function EnrolSecondFactor({ offer, confirm, onDone }: EnrolActions & { onDone: () => void }) {
  const t = useTranslations("account.enrol");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const askOffer = useConfirmed(offer);
  const askConfirm = useConfirmed(confirm);
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [stage, setStage] = useState<Stage>({ at: "start" });
  const [isPending, setPending] = useState(false);

  async function run(step: () => Promise<void>) {
    if (isPending) return;
    setPending(true);
    clear();
    await step().catch(() => refuse(failures("unreachable"), undefined, "code"));
    setPending(false);
  }

  const begin = () =>
    run(async () => {
      const result = await askOffer(undefined);
      if (result.ok) setStage({ at: "offer", offer: result.value });
      else refuse(failureText(result), undefined);
    });

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    void run(async () => {
      const result = await askConfirm({ code });
      if (!result.ok) return refuse(failureText(result), result.field, "code");
      setStage({ at: "codes", codes: result.value.recoveryCodes });
      // Should the renewed session not open, the next page asks for the new second factor.
      await redeemCode(result.value.code);
    });
  }

  if (stage.at === "codes") return <RecoveryCodes codes={stage.codes} onDone={onDone} />;
  if (stage.at === "start")
    return (
      <div className="grid gap-4">
        <ProblemNotice>{problem}</ProblemNotice>
        <Button variant="primary" pending={isPending} onClick={begin} className="w-fit">
          {t("begin")}
        </Button>
      </div>
    );
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      <p className="text-sm">{t("scan")}</p>
      <QrCode label={t("qr")} value={stage.offer.uri} />
      <p className="text-muted-foreground text-sm">{t("type")}</p>
      <CopyField label={t("key")} value={stage.offer.secret} copyLabel={t("copyKey")} copiedMessage={t("keyCopied")} />
      <Field label={t("code")} error={errorOf("code")}>
        {(control) => <OneTimePasswordInput {...control} name="code" required />}
      </Field>
      <Button type="submit" variant="primary" pending={isPending} className="w-fit">
        {t("submit")}
      </Button>
    </form>
  );
}
