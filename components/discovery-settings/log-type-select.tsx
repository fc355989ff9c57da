"use client";

import { useLocale, useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { customLogType, dataSourceKinds, logTypeName } from "@/lib/domain/log-source";

type LogTypeSelectProps = { value: number | null; error: string | null; onChange: (logType: number | null) => void };

/** What writes the logs: a format of one's own first, then the appliances by name. */
export function LogTypeSelect({ value, error, onChange }: LogTypeSelectProps) {
  const t = useTranslations("discoverySettings.dataSources.fields");
  const locale = useLocale();
  const appliances = dataSourceKinds
    .filter(({ logType }) => logType !== customLogType)
    .toSorted((left, right) => left.name.localeCompare(right.name, locale));
  const isOffered = value === null || dataSourceKinds.some(({ logType }) => logType === value);
  return (
    <Field label={t("source")} hint={t("sourceHint")} error={error}>
      {(control) => (
        <Select
          {...control}
          name="logType"
          value={value ?? ""}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            onChange(chosen === "" ? null : Number(chosen));
          }}
        >
          <option value="">{t("chooseSource")}</option>
          <option value={customLogType}>{t("customLog")}</option>
          {!isOffered && <option value={value}>{logTypeName(value)}</option>}
          {appliances.map(({ id, name, transport, logType }) => (
            <option key={id} value={logType}>
              {transport === "syslog" ? t("syslog", { name }) : name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
