import type { ComponentProps } from "react";
import { Input } from "./input";

/** Six digits, offered by the phone or the password manager that knows them. Pasting them grouped works too. */
export function OneTimePasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  return (
    <Input
      {...props}
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={12}
      className="font-mono tracking-widest"
    />
  );
}
