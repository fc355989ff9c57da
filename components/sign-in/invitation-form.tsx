"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { Action } from "@/lib/domain/action-result";
import { NewPasswordField } from "./new-password-field";
import { redeemCode } from "./redeem-code";

type InvitationFormProps = {
  code: string;
  email: string;
  accept: Action<{ code: string; password: string }, { code: string }>;
};

/** Chooses a password, joins, and signs in. */
export function InvitationForm({ code, email, accept }: InvitationFormProps) {
  const t = useTranslations("invitation");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [isPending, setPending] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const password = String(new FormData(event.currentTarget).get("password"));
    setPending(true);
    clear();
    try {
      const result = await accept({ code, password });
      if (result.ok) {
        // Joined in any case: should the session not open, the new password does.
        const isSignedIn = await redeemCode(result.value.code).catch(() => false);
        return window.location.replace(isSignedIn ? "/" : "/sign-in");
      }
      refuse(failureText(result), result.field, "password");
    } catch {
      refuse(failures("unreachable"), undefined, "password");
    }
    setPending(false);
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      {/* Lets password managers store the password under the right name. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField
        label={t("password")}
        hint={(values) => t("passwordHint", values)}
        error={errorOf("password")}
      />
      <Button type="submit" variant="primary" pending={isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
