"use client";

import { Field } from "@/components/ui/field";
import { passwordMinimum } from "@/lib/domain/member";
import { PasswordInput } from "./password-input";

type NewPasswordFieldProps = {
  label: string;
  /** The rule, told before anything is typed. */
  hint: (values: { minimum: number }) => string;
  error: string | null;
};

/** A field for a new password: its length is the only rule, and it can be looked at instead of typed twice. */
export function NewPasswordField({ label, hint, error }: NewPasswordFieldProps) {
  return (
    <Field label={label} hint={hint({ minimum: passwordMinimum })} error={error}>
      {(control) => (
        <PasswordInput {...control} name="password" autoComplete="new-password" minLength={passwordMinimum} required />
      )}
    </Field>
  );
}
