"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Action } from "@/lib/domain/action-result";
import type { DiscoverySettings } from "@/lib/domain/discovery-settings";
import { useSettingsForm } from "./use-settings-form";

type AnonymizationFormProps = {
  settings: DiscoverySettings;
  /** Null for those who may look but not change. */
  change: Action<DiscoverySettings, void> | null;
};

/** Whether new reports keep user names encrypted unless somebody says otherwise. */
export function AnonymizationForm({ settings, change }: AnonymizationFormProps) {
  const t = useTranslations("discoverySettings.anonymization");
  const { form, problem, isPending, save } = useSettingsForm({
    done: t("done"),
    onDone: () => undefined,
    focusOtherwise: "anonymizesUsers",
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const isWanted = new FormData(event.currentTarget).get("anonymizesUsers") !== null;
    if (change !== null) void save(() => change({ anonymizesUsers: isWanted }));
  }

  return (
    <form ref={form} onSubmit={submit} className="grid max-w-prose gap-4 rounded-md border bg-card p-5">
      <ProblemNotice>{problem}</ProblemNotice>
      <Checkbox
        key={String(settings.anonymizesUsers)}
        name="anonymizesUsers"
        defaultChecked={settings.anonymizesUsers}
        disabled={change === null}
        label={t("users")}
        hint={t("usersHint")}
      />
      {change !== null && (
        <Button type="submit" variant="primary" pending={isPending} className="w-fit">
          {t("submit")}
        </Button>
      )}
    </form>
  );
}
