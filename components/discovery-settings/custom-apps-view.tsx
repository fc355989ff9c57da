"use client";

import { AppWindow, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { CustomApp } from "@/lib/domain/custom-app";
import { ConfirmRemoval } from "./confirm-removal";
import { type CategoryChoice, type CustomAppActions, customAppMenuId } from "./custom-app-actions";
import { useCustomAppColumns } from "./custom-app-columns";
import { CustomAppDialog } from "./custom-app-dialog";
import { RowMenu } from "./row-menu";

type CustomAppsViewProps = {
  apps: CustomApp[];
  categories: CategoryChoice[];
  /** Null for those who may look but not change. */
  actions: CustomAppActions | null;
};

type OpenDialog = { kind: "add" } | { kind: "edit" | "remove"; app: CustomApp };

const addButtonId = "add-custom-app";

/** The apps that the tenant has added to the catalogue, and what may be done about each. */
export function CustomAppsView({ apps, categories, actions }: CustomAppsViewProps) {
  const t = useTranslations("discoverySettings.customApps");
  const columns = useCustomAppColumns(categories);
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
        {apps.length > 0 && add}
      </PageHeader>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={apps}
        getRowId={({ id }) => String(id)}
        sort={{ field: "name", direction: "asc" }}
        page={{ next: null, previous: null }}
        summary={t("count", { count: apps.length })}
        {...(actions && {
          actions: (app: CustomApp) => (
            <RowMenu
              id={customAppMenuId(app)}
              name={app.name}
              items={[
                { label: t("edit.action"), onSelect: () => setDialog({ kind: "edit", app }) },
                { label: t("remove.action"), isDestructive: true, onSelect: () => setDialog({ kind: "remove", app }) },
              ]}
            />
          ),
        })}
        empty={
          <EmptyState icon={<AppWindow aria-hidden />} title={t("empty")} description={t("emptyDescription")}>
            {add}
          </EmptyState>
        }
      />
      {actions && dialog?.kind === "add" && (
        <CustomAppDialog {...{ actions, categories }} app={null} returnTo={addButtonId} onClose={close} />
      )}
      {actions && dialog?.kind === "edit" && (
        <CustomAppDialog
          {...{ actions, categories }}
          app={dialog.app}
          returnTo={customAppMenuId(dialog.app)}
          onClose={close}
        />
      )}
      {actions && dialog?.kind === "remove" && (
        <ConfirmRemoval
          title={t("remove.title", { name: dialog.app.name })}
          description={t("remove.description")}
          submit={t("remove.submit")}
          done={t("remove.done", { name: dialog.app.name })}
          remove={() => actions.remove({ id: dialog.app.id })}
          returnTo={customAppMenuId(dialog.app)}
          onClose={close}
        />
      )}
    </>
  );
}
