"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { ActionFailure } from "@/lib/domain/action-result";
import { tokenNameMaximum } from "@/lib/domain/api-token";

type TokenNameFormProps = {
  pending: boolean;
  /** Why the last try was refused: a new object for each try. */
  failure: ActionFailure | null;
  onSubmit: (name: string) => void;
};

/** First step: what the token is called. Errors stand next to the field, and what was typed stays. */
export function TokenNameForm({ pending, failure, onSubmit }: TokenNameFormProps) {
  const t = useTranslations("tokens.generate");
  const failureText = useFailureText();
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (failure !== null) field.current?.focus();
  }, [failure]);

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit(name);
  }

  return (
    <form noValidate autoComplete="off" onSubmit={submit}>
      <Field
        label={t("name")}
        hint={t("nameHint", { maximum: tokenNameMaximum })}
        error={failure && failureText(failure)}
      >
        {(control) => (
          <Input
            {...control}
            ref={field}
            name="name"
            required
            aria-required
            value={name}
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{t("cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          {t("next")}
        </Button>
      </DialogFooter>
    </form>
  );
}
