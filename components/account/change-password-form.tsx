"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { NewPasswordField } from "@/components/sign-in/new-password-field";
import { PasswordInput } from "@/components/sign-in/password-input";
import { redeemCode } from "@/components/sign-in/redeem-code";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { ChangePassword } from "./password-card";

type ChangePasswordFormProps = { email: string; change: ChangePassword; onDone: () => void };

/** The present password and the next one. A refusal stands beside the field to blame, and what was typed stays. */
export function ChangePasswordForm({ email, change, onDone }: ChangePasswordFormProps) {
  const t = useTranslations("account.password");
  const common = useTranslations("common");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [isPending, setPending] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    clear();
    try {
      const result = await change({ current: String(data.get("current")), password: String(data.get("password")) });
      if (!result.ok) refuse(failureText(result), result.field, "current");
      // Changed in any case: should the renewed session not open, the new password does.
      else if (await redeemCode(result.value.code).catch(() => false)) return onDone();
      else return window.location.assign("/sign-in");
    } catch {
      refuse(failures("unreachable"), undefined, "current");
    }
    setPending(false);
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      {/* Lets password managers store the password under the right name. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label={t("current")} error={errorOf("current")}>
        {(control) => <PasswordInput {...control} name="current" autoComplete="current-password" required />}
      </Field>
      <NewPasswordField label={t("next")} hint={(values) => t("nextHint", values)} error={errorOf("password")} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common("cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          {t("change")}
        </Button>
      </DialogFooter>
    </form>
  );
}
