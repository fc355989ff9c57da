"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { CustomApp } from "@/lib/domain/custom-app";
import type { CategoryChoice, CustomAppActions } from "./custom-app-actions";
import { RiskFactorFields } from "./risk-factor-fields";
import { scores } from "./scores";
import { useSettingsForm } from "./use-settings-form";

type CustomAppDialogProps = {
  actions: CustomAppActions;
  categories: readonly CategoryChoice[];
  /** The one to change; null to add one. */
  app: CustomApp | null;
  /** Where the focus goes when it closes. */
  returnTo: string;
  onClose: () => void;
};

/** Adds an app of the tenant's own, or changes one. */
export function CustomAppDialog(props: CustomAppDialogProps) {
  const { app, returnTo, onClose } = props;
  const t = useTranslations("discoverySettings.customApps");
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}>
      <DialogContent
        size="lg"
        title={app === null ? t("add.title") : t("edit.title", { name: app.name })}
        description={t("add.description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          (document.getElementById(returnTo) ?? document.getElementById("content"))?.focus();
        }}
      >
        <CustomAppForm {...props} onBusy={setBusy} />
      </DialogContent>
    </Dialog>
  );
}

function CustomAppForm({
  actions,
  categories,
  app,
  onBusy,
  onClose,
}: CustomAppDialogProps & { onBusy: (isBusy: boolean) => void }) {
  const t = useTranslations("discoverySettings.customApps");
  const common = useTranslations("common");
  const [name, setName] = useState(app?.name ?? "");
  const [facts, setFacts] = useState(app?.facts ?? []);
  const { form, problem, errorOf, isPending, save } = useSettingsForm({
    done: t(app === null ? "add.done" : "edit.done", { name }),
    onDone: onClose,
    controlOf: (field) => field.replace(/^app\./, "").replace(/\..*$/, ""),
    focusOtherwise: "name",
  });

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (field: string) => String(data.get(field) ?? "");
    const given = {
      name,
      category: text("category"),
      domains: linesOf(text("domains")),
      addresses: linesOf(text("addresses")),
      scoreOverride: text("scoreOverride") === "" ? null : Number(text("scoreOverride")),
      note: text("note"),
      facts: [...facts],
    };
    onBusy(true);
    await save(() => (app === null ? actions.create(given) : actions.change({ id: app.id, app: given })));
    onBusy(false);
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("fields.name")} error={errorOf("name")}>
          {(control) => (
            <Input
              {...control}
              name="name"
              value={name}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t("fields.category")} error={errorOf("category")}>
          {(control) => (
            <Select {...control} name="category" defaultValue={app?.category ?? "SAASDB_CATEGORY_UNCLASSIFIED"}>
              {categories.map((category) => (
                <option key={category.id} value={category.id}>
                  {category.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("fields.domains")} hint={t("fields.domainsHint")} error={errorOf("domains")}>
          {(control) => (
            <Textarea
              {...control}
              name="domains"
              defaultValue={app?.domains.join("\n") ?? ""}
              spellCheck={false}
              className="font-mono text-xs"
            />
          )}
        </Field>
        <Field label={t("fields.addresses")} hint={t("fields.addressesHint")} error={errorOf("addresses")}>
          {(control) => (
            <Textarea
              {...control}
              name="addresses"
              defaultValue={app?.addresses.join("\n") ?? ""}
              spellCheck={false}
              className="font-mono text-xs"
            />
          )}
        </Field>
      </div>
      <Field label={t("fields.score")} hint={t("fields.scoreHint")} error={errorOf("scoreOverride")}>
        {(control) => (
          <Select {...control} name="scoreOverride" defaultValue={app?.scoreOverride ?? ""}>
            <option value="">{t("fields.scoreOfFactors")}</option>
            {scores.map((score) => (
              <option key={score} value={score}>
                {t("scoreOfTen", { score })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <RiskFactorFields facts={facts} error={errorOf("facts")} onChange={setFacts} />
      <Field label={t("fields.note")} hint={t("fields.noteHint")} error={errorOf("note")}>
        {(control) => <Textarea {...control} name="note" rows={2} defaultValue={app?.note ?? ""} />}
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common("cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          {t(app === null ? "add.submit" : "edit.submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((line) => line !== "");
}
