"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { ClosingVerdict } from "@/lib/domain/alert";
import { closingVerdicts } from "@/lib/domain/alert-closing";

type VerdictChoiceProps = { value: ClosingVerdict | null; onChange: (verdict: ClosingVerdict) => void };

/** What the alert turned out to be, each choice with what it means. Nothing is chosen beforehand. */
export function VerdictChoice({ value, onChange }: VerdictChoiceProps) {
  const t = useTranslations("alerts");
  const id = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("close.verdict")}</legend>
      {closingVerdicts.map((verdict) => (
        <div key={verdict} className="flex items-start gap-2.5">
          <input
            id={`${id}-${verdict}`}
            type="radio"
            name="verdict"
            value={verdict}
            required
            checked={value === verdict}
            onChange={() => onChange(verdict)}
            aria-describedby={`${id}-${verdict}-meaning`}
            className="mt-0.5 size-4 shrink-0"
          />
          <div className="grid gap-0.5">
            <label htmlFor={`${id}-${verdict}`} className="text-sm">
              {t(`states.${verdict}`)}
            </label>
            <p id={`${id}-${verdict}-meaning`} className="text-muted-foreground text-xs">
              {t(`close.meanings.${verdict}`)}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
