"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { type DataSource, dataSourceCommentMaximum, receivers } from "@/lib/domain/data-source";
import { customLogType, hasOwnFormat } from "@/lib/domain/log-source";
import { CustomParserFields } from "./custom-parser-fields";
import type { DataSourceActions } from "./data-source-actions";
import { LogTypeSelect } from "./log-type-select";
import { controlOfParserPath, draftOf, emptyParserDraft, parserOf } from "./parser-draft";
import { ParserTrialPanel } from "./parser-trial-panel";
import { useSettingsForm } from "./use-settings-form";

type DataSourceFormProps = {
  actions: DataSourceActions;
  source: DataSource | null;
  anonymizesByDefault: boolean;
  onBusy: (isBusy: boolean) => void;
  onClose: () => void;
};

/** Everything that is set for a data source, its custom parser with a dry run among it. */
export function DataSourceForm({ actions, source, anonymizesByDefault, onBusy, onClose }: DataSourceFormProps) {
  const t = useTranslations("discoverySettings.dataSources");
  const common = useTranslations("common");
  const [name, setName] = useState(source?.name ?? "");
  const [logType, setLogType] = useState<number | null>(source?.logType ?? null);
  const [wantsParser, setWantsParser] = useState((source?.customParser ?? null) !== null);
  const [draft, setDraft] = useState(source?.customParser ? draftOf(source.customParser) : emptyParserDraft);
  const { form, problem, errorOf, isPending, save } = useSettingsForm({
    done: t(source === null ? "add.done" : "edit.done", { name: source?.name ?? name }),
    onDone: onClose,
    controlOf: (field) => (field.startsWith("customParser.") ? `parser.${controlOfParserPath(field)}` : field),
    focusOtherwise: "logType",
  });
  const isCustom = logType === customLogType;
  const hasParser = isCustom || wantsParser;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const settings = {
      logType: logType ?? 0,
      receiver: receivers.find((one) => one === data.get("receiver")) ?? null,
      anonymizesUsers: data.get("anonymizesUsers") !== null,
      comment: String(data.get("comment") ?? ""),
      customParser: hasParser ? parserOf(draft) : null,
    };
    onBusy(true);
    await save(() =>
      source === null ? actions.create({ name, ...settings }) : actions.change({ id: source.id, ...settings }),
    );
    onBusy(false);
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      {source === null && (
        <Field label={t("fields.name")} hint={t("fields.nameHint")} error={errorOf("name")}>
          {(control) => (
            <Input
              {...control}
              name="name"
              value={name}
              maxLength={64}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <LogTypeSelect value={logType} error={errorOf("logType")} onChange={setLogType} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("fields.receiver")} hint={t("fields.receiverHint")} error={errorOf("receiver")}>
          {(control) => (
            <Select {...control} name="receiver" defaultValue={source?.receiver ?? ""}>
              <option value="">{t("receivers.upload")}</option>
              {receivers.map((receiver) => (
                <option key={receiver} value={receiver}>
                  {t(`receivers.${receiver}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("fields.comment")} error={errorOf("comment")}>
          {(control) => (
            <Input
              {...control}
              name="comment"
              defaultValue={source?.comment ?? ""}
              maxLength={dataSourceCommentMaximum}
            />
          )}
        </Field>
      </div>
      <Checkbox
        name="anonymizesUsers"
        defaultChecked={source?.anonymizesUsers ?? anonymizesByDefault}
        label={t("fields.anonymize")}
        hint={t("fields.anonymizeHint")}
      />
      <Checkbox
        name="customParser"
        checked={hasParser}
        disabled={isCustom}
        onChange={(event) => setWantsParser(event.currentTarget.checked)}
        label={t("fields.customParser")}
        hint={t(logType === null || hasOwnFormat(logType) ? "fields.customParserHint" : "fields.customParserNeeded")}
      />
      {hasParser && (
        <div className="grid gap-4 rounded-md border p-4">
          <CustomParserFields draft={draft} errorOf={(field) => errorOf(`parser.${field}`)} onChange={setDraft} />
          <ParserTrialPanel draft={draft} tryParser={actions.tryParser} />
        </div>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common("cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          {t(source === null ? "add.submit" : "edit.submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
