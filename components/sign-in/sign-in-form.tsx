"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { Action } from "@/lib/domain/action-result";
import { PasswordInput } from "./password-input";
import { redeemCode } from "./redeem-code";

/** Where a proven sign-in goes on: here, or at the tenant's own URL when it began at the general one. */
export type SignInOutcome = { kind: "here"; code: string } | { kind: "elsewhere"; url: string };

type SignInFormProps = {
  signIn: Action<{ email: string; password: string; next: string }, SignInOutcome>;
  /** Path of this host to go to afterwards. */
  next: string;
  /** What went wrong before, such as at the provider. */
  initialProblem: string | null;
};

/** E-mail and password. A refusal keeps the e-mail, empties the password, and puts the focus where the answer is needed. */
export function SignInForm({ signIn, next, initialProblem }: SignInFormProps) {
  const t = useTranslations("signIn");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal(initialProblem);
  const [isPending, setPending] = useState(false);

  const giveUp = (text: string, field?: string) => {
    setPending(false);
    const password = form.current?.elements.namedItem("password");
    if (!field && password instanceof HTMLInputElement) password.value = "";
    refuse(text, field, "password");
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    clear();
    try {
      const result = await signIn({
        email: String(data.get("email")),
        password: String(data.get("password")),
        next,
      });
      if (!result.ok) return giveUp(failureText(result), result.field);
      if (result.value.kind === "elsewhere") return window.location.assign(result.value.url);
      if (!(await redeemCode(result.value.code))) return giveUp(t("problems.expired"));
      // A whole new page, so that nothing drawn for the visitor stays.
      window.location.assign(next);
    } catch {
      giveUp(failures("unreachable"));
    }
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      <Field label={t("email")} error={errorOf("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" autoFocus required />}
      </Field>
      <Field label={t("password")} error={errorOf("password")}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" required />}
      </Field>
      <Button type="submit" variant="primary" pending={isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
