"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTryToken } from "./try-token";

/** Where the token is pasted, for every console of the page, and forgotten again. */
export function TryTokenField({ error, onClear }: { error: ReactNode; onClear: () => void }) {
  const t = useTranslations("apiDocs.try");
  const { token, setToken } = useTryToken();
  const input = useRef<HTMLInputElement>(null);

  function forget() {
    setToken("");
    onClear();
    input.current?.focus();
  }

  return (
    <Field label={t("token")} hint={t("tokenHint")} error={error}>
      {(control) => (
        <div className="flex gap-2 max-sm:flex-col">
          {/* Masked by style rather than a password field, which browsers offer to remember. */}
          <Input
            {...control}
            ref={input}
            value={token}
            onChange={(event) => setToken(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            data-1p-ignore=""
            data-lpignore="true"
            data-bwignore=""
            className="font-mono [-webkit-text-security:disc]"
          />
          <Button onClick={forget}>
            <X aria-hidden />
            {t("forget")}
          </Button>
        </div>
      )}
    </Field>
  );
}
