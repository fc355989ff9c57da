"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import type { Action } from "@/lib/domain/action-result";
import type { AppChoice } from "@/lib/domain/list-view";
import type { SiemAgentSettingsInput } from "@/lib/domain/siem-agent";
import { AgentTokenResult } from "./agent-token-result";
import { type SelectionPreview, type SelectionPreviewInput, siemAgentsPath } from "./siem-agent-actions";
import { SiemAgentForm } from "./siem-agent-form";
import { newAgentValues } from "./siem-agent-values";

type AddSiemAgentProps = {
  add: Action<SiemAgentSettingsInput, IssuedAgentToken>;
  preview: Action<SelectionPreviewInput, Record<"alerts" | "activities", SelectionPreview | null>>;
  apps: AppChoice[];
  origin: string;
};

/** The wizard, and after its last step the token, once. */
export function AddSiemAgent({ add, preview, apps, origin }: AddSiemAgentProps) {
  const t = useTranslations("siemAgents");
  const router = useRouter();
  const [issued, setIssued] = useState<IssuedAgentToken | null>(null);
  function leave() {
    setIssued(null);
    router.push(siemAgentsPath);
  }
  if (issued !== null)
    return (
      <section className="grid max-w-160 gap-4">
        <h2 className="font-semibold text-base">{t("result.title", { name: issued.name })}</h2>
        <AgentTokenResult token={issued} origin={origin} onDone={leave} />
      </section>
    );
  return (
    <SiemAgentForm
      isNew
      initial={newAgentValues}
      submitLabel={t("add.submit")}
      save={add}
      onSaved={setIssued}
      preview={preview}
      apps={apps}
    />
  );
}
