"use client";

import { RadioTower } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConnectionTestDialog } from "@/components/agents/connection-test-dialog";
import type { IssuedAgentToken } from "@/components/agents/issued-agent-token";
import { useRefreshing } from "@/components/agents/use-refreshing";
import { DataTable } from "@/components/data-table/data-table";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import type { SiemAgent } from "@/lib/domain/siem-agent";
import { AgentTokenResult } from "./agent-token-result";
import { addSiemAgentPath, type SiemAgentActions, siemTroubleshootingPath } from "./siem-agent-actions";
import { useSiemAgentColumns } from "./siem-agent-columns";
import { SiemAgentDialog } from "./siem-agent-dialog";
import { type SiemAgentChoice, SiemAgentMenu, siemAgentMenuId } from "./siem-agent-menu";
import { SiemConnectionTest } from "./siem-connection-test";

type SiemAgentsTableProps = { agents: SiemAgent[]; now: Date; origin: string; actions: SiemAgentActions };

export function SiemAgentsTable({ agents, now, origin, actions }: SiemAgentsTableProps) {
  const t = useTranslations("siemAgents");
  const testTexts = useTranslations("connectionTest");
  const columns = useSiemAgentColumns(now);
  const [dialog, setDialog] = useState<{ kind: SiemAgentChoice; agent: SiemAgent } | null>(null);
  const [issued, setIssued] = useState<IssuedAgentToken | null>(null);
  useRefreshing(agents.length > 0);
  return (
    <>
      <DataTable
        label={t("table")}
        columns={columns}
        rows={agents}
        getRowId={(agent) => agent.id}
        sort={{ field: "name", direction: "asc" }}
        page={{ next: null, previous: null }}
        actions={(agent) => <SiemAgentMenu agent={agent} onChoose={(kind) => setDialog({ kind, agent })} />}
        empty={
          <EmptyState icon={<RadioTower aria-hidden />} title={t("empty.title")} description={t("empty.description")}>
            <Button asChild variant="primary">
              <Link href={addSiemAgentPath}>{t("add.button")}</Link>
            </Button>
            <Button asChild variant="link">
              <Link href={siemTroubleshootingPath}>{t("troubleshooting.link")}</Link>
            </Button>
          </EmptyState>
        }
        summary={t("count", { count: agents.length })}
      />
      {dialog?.kind === "test" ? (
        <ConnectionTestDialog
          title={testTexts("title", { name: dialog.agent.name })}
          returnTo={siemAgentMenuId(dialog.agent.id)}
          onClose={() => setDialog(null)}
        >
          <SiemConnectionTest agent={dialog.agent} origin={origin} latest={null} start={actions.test} startsAtOnce />
        </ConnectionTestDialog>
      ) : (
        dialog && (
          <SiemAgentDialog
            kind={dialog.kind}
            agent={dialog.agent}
            actions={actions}
            onClose={() => setDialog(null)}
            onRegenerated={setIssued}
          />
        )
      )}
      {issued && (
        <Dialog open onOpenChange={(isOpen) => !isOpen && setIssued(null)}>
          <DialogContent size="lg" title={t("result.title", { name: issued.name })}>
            <AgentTokenResult token={issued} origin={origin} onDone={() => setIssued(null)} />
          </DialogContent>
        </Dialog>
      )}
    </>
  );
}
