"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useRef, useState } from "react";
import { PasswordInput } from "@/components/sign-in/password-input";
import { redeemCode } from "@/components/sign-in/redeem-code";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { OneTimePasswordInput } from "@/components/ui/one-time-password-input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { IdentityActions, IdentityChoice } from "./identity-actions";

type IdentityFormProps = { choice: IdentityChoice; actions: IdentityActions; onConfirmed: () => void };

/** The password, or a code where the person has a second factor; the renewed session takes the old one's place. */
export function IdentityForm({ choice, actions, onConfirmed }: IdentityFormProps) {
  const t = useTranslations("identity");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [way, setWay] = useState<"password" | "code">(choice.password ? "password" : "code");
  const [isPending, setPending] = useState(false);
  const isUnderWay = useRef(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setPending(true);
    clear();
    const typed = String(new FormData(event.currentTarget).get(way));
    try {
      const result = await (way === "password"
        ? actions.byPassword({ password: typed })
        : actions.byCode({ kind: "code", code: typed }));
      if (result.ok && (await redeemCode(result.value.code))) return onConfirmed();
      refuse(result.ok ? failures("signInExpired") : failureText(result), result.ok ? undefined : result.field, way);
    } catch {
      refuse(failures("unreachable"), undefined, way);
    } finally {
      isUnderWay.current = false;
      setPending(false);
    }
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <ProblemNotice>{problem}</ProblemNotice>
      {way === "password" ? (
        <Field label={t("password")} error={errorOf("password")}>
          {(control) => (
            <PasswordInput {...control} name="password" autoComplete="current-password" autoFocus required />
          )}
        </Field>
      ) : (
        <Field label={t("code")} error={errorOf("code")}>
          {(control) => <OneTimePasswordInput {...control} name="code" autoFocus required />}
        </Field>
      )}
      <DialogFooter>
        {choice.password && choice.code && (
          <Button variant="ghost" onClick={() => setWay(way === "password" ? "code" : "password")}>
            {t(way === "password" ? "useCode" : "usePassword")}
          </Button>
        )}
        <Button type="submit" variant="primary" pending={isPending}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
