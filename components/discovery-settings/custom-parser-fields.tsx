"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { OFFERED_TIMESTAMP_FORMATS } from "@/lib/domain/discovery-parser";
import { delimiters, type ParserDraft } from "./parser-draft";

type CustomParserFieldsProps = {
  draft: ParserDraft;
  errorOf: (field: string) => string | null;
  onChange: (draft: ParserDraft) => void;
};

type TextField = Exclude<keyof ParserDraft, "kind" | "time" | "delimiter">;

/** How a log is read: its shape, its time, and which of its columns holds what. */
export function CustomParserFields({ draft, errorOf, onChange }: CustomParserFieldsProps) {
  const t = useTranslations("discoverySettings.parser");
  const formats = useId();
  const set = (part: Partial<ParserDraft>) => onChange({ ...draft, ...part });

  function text(field: TextField, options: { hint?: string; list?: string; isCode?: boolean } = {}) {
    const { hint, list, isCode = true } = options;
    return (
      <Field label={t(`fields.${field}`)} error={errorOf(field)} {...(hint !== undefined && { hint })}>
        {(control) => (
          <Input
            {...control}
            name={`parser.${field}`}
            value={draft[field]}
            autoComplete="off"
            spellCheck={false}
            {...(list !== undefined && { list })}
            {...(isCode && { className: "font-mono" })}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        )}
      </Field>
    );
  }

  return (
    <>
      <p className="text-muted-foreground text-xs">{t("purpose")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {text("name", { isCode: false })}
        <Field label={t("fields.kind")} error={errorOf("kind")}>
          {(control) => (
            <Select
              {...control}
              name="parser.kind"
              value={draft.kind}
              onChange={(event) => set({ kind: event.currentTarget.value === "csv" ? "csv" : "key-value" })}
            >
              <option value="csv">{t("kinds.csv")}</option>
              <option value="key-value">{t("kinds.key-value")}</option>
            </Select>
          )}
        </Field>
        <Field label={t("fields.delimiter")} error={errorOf("delimiter")}>
          {(control) => (
            <Select
              {...control}
              name="parser.delimiter"
              value={draft.delimiter}
              onChange={(event) => set({ delimiter: event.currentTarget.value })}
            >
              {delimiters.every(({ character }) => character !== draft.delimiter) && (
                <option value={draft.delimiter}>{draft.delimiter}</option>
              )}
              {delimiters.map(({ name, character }) => (
                <option key={name} value={character}>
                  {t(`delimiters.${name}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("fields.time")} error={errorOf("time")}>
          {(control) => (
            <Select
              {...control}
              name="parser.time"
              value={draft.time}
              onChange={(event) => set({ time: event.currentTarget.value === "one" ? "one" : "separate" })}
            >
              <option value="one">{t("times.one")}</option>
              <option value="separate">{t("times.separate")}</option>
            </Select>
          )}
        </Field>
        {draft.time === "separate" && text("dateColumn")}
        {draft.time === "separate" && text("dateFormat")}
        {text("timeColumn")}
        {text("timeFormat", { list: formats })}
        {text("sourceIp")}
        {text("destinationUrl", { hint: t("destinationHint") })}
        {text("destinationIp")}
        {text("user")}
        {text("uploaded")}
        {text("downloaded")}
        {text("total")}
        {text("action")}
        {text("denyTerm")}
      </div>
      {draft.kind === "csv" && text("columns", { hint: t("columnsHint") })}
      <datalist id={formats}>
        {OFFERED_TIMESTAMP_FORMATS.map((format) => (
          <option key={format} value={format} />
        ))}
      </datalist>
    </>
  );
}
