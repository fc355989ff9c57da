"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { OneTimePasswordInput } from "@/components/ui/one-time-password-input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { Action } from "@/lib/domain/action-result";
import type { SecondFactorInput } from "@/lib/domain/second-factor";
import { LeaveButton } from "./leave-button";
import { redeemCode } from "./redeem-code";

type SecondFactorFormProps = {
  prove: Action<SecondFactorInput, { code: string }>;
  leave: Action<undefined, void>;
  /** Path of this host to go to afterwards. */
  next: string;
};

/** A code of the authenticator app, or one of the recovery codes. */
export function SecondFactorForm({ prove, leave, next }: SecondFactorFormProps) {
  const t = useTranslations("signIn.factor");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [kind, setKind] = useState<SecondFactorInput["kind"]>("code");
  const [isPending, setPending] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const code = String(new FormData(event.currentTarget).get("code"));
    setPending(true);
    clear();
    try {
      const result = await prove({ kind, code });
      if (result.ok && (await redeemCode(result.value.code))) return window.location.assign(next);
      refuse(result.ok ? failures("signInExpired") : failureText(result), result.ok ? undefined : result.field, "code");
    } catch {
      refuse(failures("unreachable"), undefined, "code");
    }
    setPending(false);
  }

  function switchKind() {
    clear();
    setKind(kind === "code" ? "recovery" : "code");
  }

  const isApp = kind === "code";
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <p className="text-pretty text-muted-foreground text-sm">{t(isApp ? "description" : "recoveryDescription")}</p>
      <ProblemNotice>{problem}</ProblemNotice>
      <Field
        key={kind}
        label={t(isApp ? "code" : "recoveryCode")}
        error={errorOf("code")}
        hint={isApp ? undefined : t("lost")}
      >
        {(control) =>
          isApp ? (
            <OneTimePasswordInput {...control} name="code" autoFocus required />
          ) : (
            <Input
              {...control}
              name="code"
              autoComplete="off"
              spellCheck={false}
              autoFocus
              required
              className="font-mono"
            />
          )
        }
      </Field>
      <Button type="submit" variant="primary" pending={isPending}>
        {t("submit")}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" onClick={switchKind}>
          {t(isApp ? "useRecovery" : "useApp")}
        </Button>
        <LeaveButton leave={leave} />
      </div>
    </form>
  );
}
