"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ConfirmRemoval } from "@/components/discovery-settings/confirm-removal";
import type { DataSource } from "@/lib/domain/data-source";
import { type DataSourceActions, dataSourceMenuId } from "./data-source-actions";

type DeleteDataSourceDialogProps = { remove: DataSourceActions["remove"]; source: DataSource; onClose: () => void };

/** Asks before a data source goes, and says what stays. */
export function DeleteDataSourceDialog({ remove, source, onClose }: DeleteDataSourceDialogProps) {
  const t = useTranslations("discoverySettings.dataSources.delete");
  const format = useFormatter();
  const { id, name, files, collectors } = source;
  const linked = collectors.length > 0 ? [t("linked", { collectors: format.list(collectors) })] : [];
  return (
    <ConfirmRemoval
      title={t("title", { name })}
      description={[...linked, files > 0 ? t("description") : t("descriptionEmpty")].join(" ")}
      submit={t("submit")}
      done={t("done", { name })}
      remove={() => remove({ id })}
      returnTo={dataSourceMenuId(source)}
      onClose={onClose}
    />
  );
}
