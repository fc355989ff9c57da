"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type ReportChoiceProps = {
  isSnapshot: boolean;
  name: string;
  nameError: string | null;
  /** Names of the data sources that exist. */
  dataSources: readonly string[];
  /** Whether the tenant keeps names encrypted unless somebody says otherwise. */
  anonymizesByDefault: boolean;
  onKind: (isSnapshot: boolean) => void;
  onName: (name: string) => void;
};

/** Into which report a log goes: one of its own, or a data source that is added to. */
export function ReportChoice(props: ReportChoiceProps) {
  const { isSnapshot, name, nameError, dataSources, anonymizesByDefault, onKind, onName } = props;
  const t = useTranslations("uploads.form");
  const listId = useId();
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium text-sm">{t("kind")}</legend>
        <KindOption kind="snapshot" isChosen={isSnapshot} onChoose={() => onKind(true)} />
        <KindOption kind="input" isChosen={!isSnapshot} onChoose={() => onKind(false)} />
      </fieldset>
      <Field
        label={isSnapshot ? t("snapshotName") : t("inputName")}
        error={nameError}
        {...(isSnapshot ? {} : { hint: t("inputNameHint") })}
      >
        {(control) => (
          <Input
            {...control}
            name="streamName"
            value={name}
            maxLength={100}
            autoComplete="off"
            {...(isSnapshot ? {} : { list: listId })}
            onChange={(event) => onName(event.currentTarget.value)}
          />
        )}
      </Field>
      <datalist id={listId}>
        {dataSources.map((existing) => (
          <option key={existing} value={existing} />
        ))}
      </datalist>
      <Checkbox
        name="anonymizesUsers"
        defaultChecked={anonymizesByDefault}
        label={t("anonymize")}
        hint={t("anonymizeHint")}
      />
    </>
  );
}

type KindOptionProps = { kind: "snapshot" | "input"; isChosen: boolean; onChoose: () => void };

function KindOption({ kind, isChosen, onChoose }: KindOptionProps) {
  const t = useTranslations("uploads.form");
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="radio"
        name="kind"
        value={kind}
        checked={isChosen}
        aria-describedby={`${id}-hint`}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0"
      />
      <div className="grid gap-0.5">
        <label htmlFor={id} className="text-sm">
          {t(kind)}
        </label>
        <p id={`${id}-hint`} className="text-muted-foreground text-xs">
          {t(kind === "snapshot" ? "snapshotHint" : "inputHint")}
        </p>
      </div>
    </div>
  );
}
