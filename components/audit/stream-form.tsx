"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { useSettingsForm } from "@/components/discovery-settings/use-settings-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";
import {
  type AuditStream,
  type AuditStreamInput,
  type AuditStreamTarget,
  type AuditStreamTrial,
  auditStreamTargets,
} from "@/lib/domain/audit-stream";
import { StreamFields } from "./stream-fields";

export type StreamActions = {
  save: Action<AuditStreamInput, void>;
  remove: Action<Record<string, never>, void>;
  tryOut: Action<AuditStreamInput, AuditStreamTrial>;
};

/** Where the audit log is sent. A test uses what stands in the form, saved or not. */
export function StreamForm({ stream, actions }: { stream: AuditStream | null; actions: StreamActions }) {
  const t = useTranslations("audit.stream");
  const [target, setTarget] = useState<AuditStreamTarget>(stream?.target ?? "syslog-tls");
  const [trial, setTrial] = useState<AuditStreamTrial | null>(null);
  const settings = useSettingsForm({ done: t("saved"), onDone: () => setTrial(null), focusOtherwise: "host" });
  const removal = useSettingsForm({ done: t("removed"), onDone: () => setTrial(null), focusOtherwise: "host" });
  const test = useDialogAction(actions.tryOut, setTrial);
  const isSecretChanged = useRef(false);

  function valuesOf(form: HTMLFormElement): AuditStreamInput {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "");
    return {
      target,
      format: text("format") === "cef" ? "cef" : "json",
      host: text("host"),
      port: text("port"),
      path: target === "https" ? text("path") : "",
      caPem: target === "syslog-tcp" ? null : text("caPem"),
      authorization: target !== "https" ? "" : isSecretChanged.current ? text("authorization") : null,
      isEnabled: data.get("isEnabled") !== null,
      sendsExisting: data.get("sendsExisting") !== null,
    };
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = valuesOf(event.currentTarget);
    void settings.save(() => actions.save(values));
  }

  function tryOut() {
    setTrial(null);
    if (settings.form.current !== null) void test.run(valuesOf(settings.form.current));
  }

  const trialProblem = trial?.fault ? `${t(`faults.${trial.fault.kind}`)} (${trial.fault.detail})` : null;
  return (
    <form
      ref={settings.form}
      onSubmit={submit}
      autoComplete="off"
      noValidate
      className="grid max-w-160 gap-4 rounded-md border bg-card p-5"
    >
      <ProblemNotice>{settings.problem ?? removal.problem ?? test.problem ?? trialProblem}</ProblemNotice>
      <StreamFields
        stream={stream}
        target={target}
        onTarget={(chosen) => setTarget(auditStreamTargets.find((known) => known === chosen) ?? target)}
        onSecret={() => {
          isSecretChanged.current = true;
        }}
        errorOf={settings.errorOf}
      />
      {stream === null && (
        <Checkbox name="sendsExisting" label={t("sendsExisting")} hint={t("sendsExistingHint")} defaultChecked />
      )}
      <Checkbox name="isEnabled" label={t("isEnabled")} defaultChecked={stream?.isEnabled ?? true} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" pending={settings.isPending}>
          {t("save")}
        </Button>
        <Button pending={test.isPending} onClick={tryOut}>
          {t("test")}
        </Button>
        {stream !== null && (
          <Button
            variant="ghost"
            pending={removal.isPending}
            onClick={() => void removal.save(() => actions.remove({}))}
          >
            {t("remove")}
          </Button>
        )}
        <p role="status" className="text-sm">
          {trial !== null && trial.fault === null ? t("testPassed") : ""}
        </p>
      </div>
    </form>
  );
}
