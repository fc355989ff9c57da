"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { StepFieldsProps } from "./siem-agent-form";

const dayMilliseconds = 86_400_000;

/** The period that a recovery agent sends again, in the reader's time zone. Set when the agent is added, and kept. */
export function RecoveryFields({ values: { recovery = null }, change, errorOf }: StepFieldsProps) {
  const t = useTranslations("siemAgents.recovery");
  return (
    <fieldset className="grid gap-3 rounded-md border p-4">
      <legend className="sr-only">{t("label")}</legend>
      <Checkbox
        label={t("label")}
        checked={recovery !== null}
        onChange={(event) => change({ recovery: event.target.checked ? lastDay() : null })}
      />
      <p className="text-muted-foreground text-xs">{t("hint")}</p>
      {recovery !== null && (
        <div className="grid gap-3 sm:grid-cols-2">
          {(["from", "to"] as const).map((end) => (
            <Field key={end} label={t(end)} error={end === "to" ? errorOf("recovery") : undefined}>
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  value={localOf(recovery[end])}
                  onChange={(event) => change({ recovery: { ...recovery, [end]: isoOf(event.target.value) } })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function lastDay(): { from: string; to: string } {
  const now = Date.now();
  return { from: new Date(now - dayMilliseconds).toISOString(), to: new Date(now).toISOString() };
}

/** As the browser's field has it: without a zone, to the minute. */
function localOf(iso: string): string {
  if (iso === "") return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Empty while the field holds no whole time. */
function isoOf(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
