"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { StepFieldsProps } from "@/components/agents/wizard-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isFtp } from "@/lib/domain/log-collector-ports";
import { logTypeName } from "@/lib/domain/log-source";
import { dataSourcesPath, type ReceivableSource } from "./log-collector-actions";
import { type CollectorValues, toggled } from "./log-collector-values";

type SourceFieldsProps = StepFieldsProps<CollectorValues> & { sources: readonly ReceivableSource[] };

/** Which data sources the collector receives, and on which ports. */
export function SourceFields({ values, change, errorOf, sources }: SourceFieldsProps) {
  const t = useTranslations("logCollectors.fields");
  const receivers = useTranslations("discoverySettings.dataSources.receivers");
  const chosen = new Map(values.sources.map(({ id, port }) => [id, port]));
  const takesFtp = sources.some(({ id, receiver }) => chosen.has(id) && isFtp(receiver));
  const error = errorOf("sources");
  if (sources.length === 0)
    return (
      <div className="grid justify-items-start gap-3">
        <p className="text-muted-foreground text-sm">{t("noSources")}</p>
        <Button asChild>
          <Link href={dataSourcesPath}>{t("toSources")}</Link>
        </Button>
      </div>
    );
  return (
    <fieldset className="grid gap-3" aria-describedby={error === null ? undefined : "sources-error"}>
      <legend className="mb-2 text-muted-foreground text-sm">{t("sourcesPurpose")}</legend>
      {error !== null && (
        <p id="sources-error" role="alert" className="text-danger text-sm">
          {error}
        </p>
      )}
      {sources.map(({ id, name, receiver, logType }) => {
        const port = chosen.get(id);
        return (
          <div key={id} className="grid gap-3 rounded-md border p-3">
            <Checkbox
              name="sources"
              checked={port !== undefined}
              label={name}
              hint={t("sourceHint", { source: logTypeName(logType) ?? "–", receiver: receivers(receiver) })}
              onChange={() => change({ sources: toggled(values, id, sources) })}
            />
            {port !== undefined && !isFtp(receiver) && (
              <Field label={t("portOf", { name })} error={errorOf(`port.${id}`)}>
                {(control) => (
                  <Input
                    {...control}
                    name={`port.${id}`}
                    inputMode="numeric"
                    className="max-w-40"
                    value={port}
                    onChange={(event) => {
                      const { value } = event.target;
                      change({ sources: values.sources.map((one) => (one.id === id ? { id, port: value } : one)) });
                    }}
                  />
                )}
              </Field>
            )}
          </div>
        );
      })}
      {takesFtp && (
        <Field label={t("ftpPort")} hint={t("ftpPortHint")} error={errorOf("ftpPort")}>
          {(control) => (
            <Input
              {...control}
              name="ftpPort"
              inputMode="numeric"
              className="max-w-40"
              value={values.ftpPort}
              onChange={(event) => change({ ftpPort: event.target.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
