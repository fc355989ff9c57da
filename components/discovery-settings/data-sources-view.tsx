"use client";

import { Plus, Server } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DataSource } from "@/lib/domain/data-source";
import { type DataSourceActions, dataSourceMenuId } from "./data-source-actions";
import { useDataSourceColumns } from "./data-source-columns";
import { DataSourceDialog } from "./data-source-dialog";
import { DeleteDataSourceDialog } from "./delete-data-source-dialog";
import { RowMenu } from "./row-menu";
import { SampleDialog } from "./sample-dialog";

type DataSourcesViewProps = {
  sources: DataSource[];
  /** Whether a new report keeps names encrypted unless somebody says otherwise. */
  anonymizesByDefault: boolean;
  /** Null for those who may look but not change. */
  actions: DataSourceActions | null;
};

type OpenDialog = { kind: "add" } | { kind: "edit" | "delete" | "sample"; source: DataSource };

/** Every data source of the tenant, and what may be done about each. */
export function DataSourcesView({ sources, anonymizesByDefault, actions }: DataSourcesViewProps) {
  const t = useTranslations("discoverySettings.dataSources");
  const columns = useDataSourceColumns();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const add = actions && (
    <Button id={addButtonId} variant="primary" onClick={() => setDialog({ kind: "add" })}>
      <Plus aria-hidden />
      {t("add.action")}
    </Button>
  );
  return (
    <>
      <PageHeader level={2} title={t("title")} description={t("purpose")}>
        {sources.length > 0 && add}
      </PageHeader>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={sources}
        getRowId={({ id }) => id}
        sort={{ field: "name", direction: "asc" }}
        page={{ next: null, previous: null }}
        summary={t("count", { count: sources.length })}
        actions={(source) => (
          <RowMenu
            id={dataSourceMenuId(source)}
            name={source.name}
            items={[
              ...(actions ? [{ label: t("edit.action"), onSelect: () => setDialog({ kind: "edit", source }) }] : []),
              { label: t("sample.action"), onSelect: () => setDialog({ kind: "sample", source }) },
              ...(actions
                ? [
                    {
                      label: t("delete.action"),
                      isDestructive: true,
                      onSelect: () => setDialog({ kind: "delete", source }),
                    },
                  ]
                : []),
            ]}
          />
        )}
        empty={
          <EmptyState icon={<Server aria-hidden />} title={t("empty")} description={t("emptyDescription")}>
            {add}
          </EmptyState>
        }
      />
      {actions && dialog?.kind === "add" && (
        <DataSourceDialog
          actions={actions}
          source={null}
          anonymizesByDefault={anonymizesByDefault}
          returnTo={addButtonId}
          onClose={close}
        />
      )}
      {dialog?.kind === "sample" && <SampleDialog source={dialog.source} onClose={close} />}
      {actions && dialog?.kind === "edit" && (
        <DataSourceDialog
          actions={actions}
          source={dialog.source}
          anonymizesByDefault={anonymizesByDefault}
          returnTo={dataSourceMenuId(dialog.source)}
          onClose={close}
        />
      )}
      {actions && dialog?.kind === "delete" && (
        <DeleteDataSourceDialog remove={actions.remove} source={dialog.source} onClose={close} />
      )}
    </>
  );
}

const addButtonId = "add-data-source";
