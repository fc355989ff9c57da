"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { siemAgentNameMaximum } from "@/lib/domain/siem-agent";
import { siemFormats, syslogTimeFormats } from "@/lib/domain/siem-feed";
import type { StepFieldsProps } from "./siem-agent-form";

/** What the agent is called and what its lines look like. */
export function GeneralFields({ values, change, errorOf }: StepFieldsProps) {
  const t = useTranslations("siemAgents");
  return (
    <>
      <Field
        label={t("fields.name")}
        hint={t("fields.nameHint", { maximum: siemAgentNameMaximum })}
        error={errorOf("name")}
      >
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            value={values.name}
            spellCheck={false}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("fields.format")} hint={t(`formatHints.${values.format}`)} error={errorOf("format")}>
        {(control) => (
          <Select
            {...control}
            name="format"
            value={values.format}
            onChange={({ target }) => {
              const format = siemFormats.find((known) => known === target.value);
              // ArcSight's connectors know one header only.
              if (format === "arcsight-cef")
                change({ format, timeFormat: "rfc3164", includePriority: true, includeSystemName: true });
              else if (format) change({ format });
            }}
          >
            {siemFormats.map((format) => (
              <option key={format} value={format}>
                {t(`formats.${format}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {values.format !== "arcsight-cef" && (
        <details>
          <summary className="w-fit cursor-pointer text-sm">{t("fields.advanced")}</summary>
          <div className="mt-3 grid gap-4">
            <Field label={t("fields.timeFormat")}>
              {(control) => (
                <Select
                  {...control}
                  name="timeFormat"
                  value={values.timeFormat}
                  onChange={({ target }) => {
                    const timeFormat = syslogTimeFormats.find((known) => known === target.value);
                    if (timeFormat) change({ timeFormat });
                  }}
                >
                  {syslogTimeFormats.map((format) => (
                    <option key={format} value={format}>
                      {t(`timeFormats.${format}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Checkbox
              label={t("fields.includePriority")}
              checked={values.includePriority}
              onChange={(event) => change({ includePriority: event.target.checked })}
            />
            <Checkbox
              label={t("fields.includeSystemName")}
              checked={values.includeSystemName}
              onChange={(event) => change({ includeSystemName: event.target.checked })}
            />
          </div>
        </details>
      )}
    </>
  );
}
