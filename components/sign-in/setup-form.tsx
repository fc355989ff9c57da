"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import { tenantOriginAt } from "@/lib/domain/portal-host";
import { NewPasswordField } from "./new-password-field";
import type { SetupPanelProps } from "./setup-panel";

type SetupFormProps = Pick<SetupPanelProps, "address" | "create"> & {
  code: string;
};

/** The first tenant and its administrator, in one form; afterwards the browser goes to the tenant's own URL, signed in. */
export function SetupForm({ code, address, create }: SetupFormProps) {
  const t = useTranslations("setup");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [slug, setSlug] = useState("");
  const [isPending, setPending] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name));
    setPending(true);
    clear();
    try {
      const result = await create({
        code,
        tenantName: text("tenantName"),
        slug: text("slug"),
        name: text("name"),
        email: text("email"),
        password: text("password"),
      });
      if (result.ok) return window.location.replace(result.value.url);
      refuse(failureText(result), result.field, "tenantName");
    } catch {
      refuse(failures("unreachable"), undefined, "tenantName");
    }
    setPending(false);
  };

  const url = tenantOriginAt(address, slug.trim().toLowerCase() || "contoso");
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      <Field label={t("tenantName")} hint={t("tenantNameHint")} error={errorOf("tenantName")}>
        {(control) => <Input {...control} name="tenantName" autoComplete="organization" autoFocus required />}
      </Field>
      <Field label={t("slug")} hint={t("slugHint", { url })} error={errorOf("slug")}>
        {(control) => (
          <Input
            {...control}
            name="slug"
            value={slug}
            onChange={(event) => setSlug(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
          />
        )}
      </Field>
      <Field label={t("name")} error={errorOf("name")}>
        {(control) => <Input {...control} name="name" autoComplete="name" required />}
      </Field>
      <Field label={t("email")} error={errorOf("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
      </Field>
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
