"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import type { Action } from "@/lib/domain/action-result";
import type { LogCollector, LogCollectorSettingsInput } from "@/lib/domain/log-collector";
import { logCollectorsPath, type ReceivableSource } from "./log-collector-actions";
import { LogCollectorForm } from "./log-collector-form";
import { settingsOf, valuesOf } from "./log-collector-values";

type EditLogCollectorProps = {
  collector: LogCollector;
  edit: Action<{ id: string; settings: LogCollectorSettingsInput }, void>;
  sources: readonly ReceivableSource[];
};

export function EditLogCollector({ collector, edit, sources }: EditLogCollectorProps) {
  const t = useTranslations("logCollectors");
  const router = useRouter();
  return (
    <LogCollectorForm
      initial={valuesOf(collector)}
      sources={sources}
      submitLabel={t("edit.submit")}
      save={(values) => edit({ id: collector.id, settings: settingsOf(values) })}
      onSaved={() => {
        toast.success(t("edit.done", { name: collector.name }));
        router.push(logCollectorsPath);
        router.refresh();
      }}
    />
  );
}
