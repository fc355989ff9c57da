"use client";

import { HardDriveDownload } from "lucide-react";
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
import type { LogCollector } from "@/lib/domain/log-collector";
import { CollectorConnectionTest } from "./collector-connection-test";
import { CollectorTokenResult } from "./collector-token-result";
import { addLogCollectorPath, collectorTroubleshootingPath, type LogCollectorActions } from "./log-collector-actions";
import { useLogCollectorColumns } from "./log-collector-columns";
import { LogCollectorDialog } from "./log-collector-dialog";
import { type LogCollectorChoice, LogCollectorMenu, logCollectorMenuId } from "./log-collector-menu";

type LogCollectorsTableProps = {
  collectors: LogCollector[];
  now: Date;
  origin: string;
  actions: LogCollectorActions;
};

/** Every log collector of the tenant, and what may be done about each. */
export function LogCollectorsTable({ collectors, now, origin, actions }: LogCollectorsTableProps) {
  const t = useTranslations("logCollectors");
  const testTexts = useTranslations("connectionTest");
  const columns = useLogCollectorColumns(now);
  const [dialog, setDialog] = useState<{ kind: LogCollectorChoice; collector: LogCollector } | null>(null);
  const [issued, setIssued] = useState<{ token: IssuedAgentToken; collector: LogCollector } | null>(null);
  useRefreshing(collectors.length > 0);
  return (
    <>
      <DataTable
        label={t("table")}
        columns={columns}
        rows={collectors}
        getRowId={({ id }) => id}
        sort={{ field: "name", direction: "asc" }}
        page={{ next: null, previous: null }}
        actions={(collector) => (
          <LogCollectorMenu collector={collector} onChoose={(kind) => setDialog({ kind, collector })} />
        )}
        empty={
          <EmptyState
            icon={<HardDriveDownload aria-hidden />}
            title={t("empty.title")}
            description={t("empty.description")}
          >
            <Button asChild variant="primary">
              <Link href={addLogCollectorPath}>{t("add.button")}</Link>
            </Button>
            <Button asChild variant="link">
              <Link href={collectorTroubleshootingPath}>{t("troubleshooting.link")}</Link>
            </Button>
          </EmptyState>
        }
        summary={t("count", { count: collectors.length })}
      />
      {dialog?.kind === "test" ? (
        <ConnectionTestDialog
          title={testTexts("title", { name: dialog.collector.name })}
          returnTo={logCollectorMenuId(dialog.collector.id)}
          onClose={() => setDialog(null)}
        >
          <CollectorConnectionTest
            collector={dialog.collector}
            origin={origin}
            latest={null}
            start={actions.test}
            startsAtOnce
          />
        </ConnectionTestDialog>
      ) : (
        dialog && (
          <LogCollectorDialog
            kind={dialog.kind}
            collector={dialog.collector}
            actions={actions}
            onClose={() => setDialog(null)}
            onRegenerated={(token) => setIssued({ token, collector: dialog.collector })}
          />
        )
      )}
      {issued && (
        <Dialog open onOpenChange={(isOpen) => !isOpen && setIssued(null)}>
          <DialogContent size="lg" title={t("result.title", { name: issued.token.name })}>
            <CollectorTokenResult
              token={issued.token}
              origin={origin}
              host={issued.collector.host}
              sources={issued.collector.sources}
              onDone={() => setIssued(null)}
            />
          </DialogContent>
        </Dialog>
      )}
    </>
  );
}
