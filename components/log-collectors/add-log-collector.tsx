"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import type { Action } from "@/lib/domain/action-result";
import type { LogCollectorSettingsInput } from "@/lib/domain/log-collector";
import { CollectorTokenResult } from "./collector-token-result";
import { logCollectorsPath, type ReceivableSource } from "./log-collector-actions";
import { LogCollectorForm } from "./log-collector-form";
import { type CollectorValues, listeningSources, newCollectorValues, settingsOf } from "./log-collector-values";

type AddLogCollectorProps = {
  add: Action<LogCollectorSettingsInput, IssuedAgentToken>;
  sources: readonly ReceivableSource[];
  origin: string;
};

/** The wizard, and after its last step the token, once. */
export function AddLogCollector({ add, sources, origin }: AddLogCollectorProps) {
  const t = useTranslations("logCollectors");
  const router = useRouter();
  const [issued, setIssued] = useState<{ token: IssuedAgentToken; values: CollectorValues } | null>(null);
  function leave() {
    setIssued(null);
    router.push(logCollectorsPath);
  }
  if (issued !== null)
    return (
      <section className="grid max-w-160 gap-4">
        <h2 className="font-semibold text-base">{t("result.title", { name: issued.token.name })}</h2>
        <CollectorTokenResult
          token={issued.token}
          origin={origin}
          host={issued.values.host.trim()}
          sources={listeningSources(issued.values, sources)}
          onDone={leave}
        />
      </section>
    );
  return (
    <LogCollectorForm
      initial={newCollectorValues}
      sources={sources}
      submitLabel={t("add.submit")}
      save={async (values) => {
        const result = await add(settingsOf(values));
        return result.ok ? { ok: true, value: { token: result.value, values } } : result;
      }}
      onSaved={setIssued}
    />
  );
}
