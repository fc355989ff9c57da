"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import type { Action } from "@/lib/domain/action-result";
import type { AppChoice } from "@/lib/domain/list-view";
import type { SiemAgent, SiemAgentSettingsInput } from "@/lib/domain/siem-agent";
import { type SelectionPreview, type SelectionPreviewInput, siemAgentsPath } from "./siem-agent-actions";
import { SiemAgentForm } from "./siem-agent-form";
import { valuesOf } from "./siem-agent-values";

type EditSiemAgentProps = {
  agent: SiemAgent;
  edit: Action<{ id: string; settings: SiemAgentSettingsInput }, void>;
  preview: Action<SelectionPreviewInput, Record<"alerts" | "activities", SelectionPreview | null>>;
  apps: AppChoice[];
};

export function EditSiemAgent({ agent, edit, preview, apps }: EditSiemAgentProps) {
  const t = useTranslations("siemAgents");
  const router = useRouter();
  return (
    <SiemAgentForm
      isNew={false}
      initial={valuesOf(agent)}
      submitLabel={t("edit.submit")}
      save={(settings) => edit({ id: agent.id, settings })}
      onSaved={() => {
        toast.success(t("edit.done", { name: agent.name }));
        router.push(siemAgentsPath);
        router.refresh();
      }}
      preview={preview}
      apps={apps}
    />
  );
}
