"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { byVendor, type SourceChoice } from "./source-choice";

type SourceSelectProps = {
  sources: readonly SourceChoice[];
  value: string;
  error: string | null;
  onChange: (id: string) => void;
};

/** The appliance by its maker, with a line of its format to compare one's own log with. */
export function SourceSelect({ sources, value, error, onChange }: SourceSelectProps) {
  const t = useTranslations("uploads.form");
  const chosen = sources.find(({ id }) => id === value);
  const labelOf = ({ name, isSyslog, format }: SourceChoice) => {
    const written = isSyslog ? t("syslog", { name }) : name;
    return format === null ? t("noParser", { name: written }) : written;
  };
  return (
    <div className="grid gap-3">
      <Field label={t("source")} hint={t("sourceHint")} error={error}>
        {(control) => (
          <Select {...control} name="source" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            <option value="">{t("chooseSource")}</option>
            {byVendor(sources).map(({ vendor, sources: ofVendor }) => (
              <optgroup key={vendor} label={vendor}>
                {ofVendor.map((source) => (
                  <option key={source.id} value={source.id}>
                    {labelOf(source)}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Field>
      <div role="status">
        {chosen?.format && <ExampleLine sentence={t("example")} example={chosen.format.example} />}
        {chosen && chosen.format === null && (
          <p className="rounded-md bg-warning-subtle p-3 text-sm text-warning">
            {t("noParserTitle", { name: chosen.name })}
          </p>
        )}
      </div>
    </div>
  );
}

/** A line as an appliance writes it; wraps, so that all of it can be compared. */
export function ExampleLine({ sentence, example }: { sentence: string; example: string }) {
  return (
    <div className="grid gap-1.5">
      <p className="text-muted-foreground text-xs">{sentence}</p>
      <code className="wrap-anywhere rounded-md border bg-muted p-3 font-mono text-xs leading-5">{example}</code>
    </div>
  );
}
