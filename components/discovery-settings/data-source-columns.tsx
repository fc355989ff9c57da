"use client";

import { EyeOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DataSource } from "@/lib/domain/data-source";
import { customLogType, logTypeName } from "@/lib/domain/log-source";

/** The columns of the data sources in the reader's language. */
export function useDataSourceColumns(): DataTableColumn<DataSource>[] {
  const t = useTranslations("discoverySettings.dataSources");
  const common = useTranslations("common");
  const format = useFormatter();
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      cell: ({ name, comment }) => (
        <div className="grid">
          <span className="break-words font-medium">{name}</span>
          {comment !== "" && <span className="line-clamp-2 text-muted-foreground text-xs">{comment}</span>}
        </div>
      ),
    },
    {
      id: "source",
      header: t("columns.source"),
      cell: ({ logType, customParser }) => (
        <div className="grid">
          <span className="break-words">
            {logType === customLogType ? t("customLogName") : (logTypeName(logType) ?? t("noLogType"))}
          </span>
          {customParser && (
            <span className="break-words text-muted-foreground text-xs">
              {t("readBy", { parser: customParser.name })}
            </span>
          )}
        </div>
      ),
    },
    {
      id: "receiver",
      header: t("columns.receiver"),
      cell: ({ receiver, collectors }) => (
        <div className="grid">
          <span>{t(`receivers.${receiver ?? "upload"}`)}</span>
          {collectors.length > 0 && (
            <span className="break-all text-muted-foreground text-xs">
              {t("linkedTo", { collectors: format.list(collectors) })}
            </span>
          )}
        </div>
      ),
    },
    {
      id: "users",
      header: t("columns.users"),
      cell: ({ anonymizesUsers }) =>
        anonymizesUsers ? (
          <Badge tone="info" icon={<EyeOff aria-hidden />}>
            {t("anonymized")}
          </Badge>
        ) : (
          t("inClear")
        ),
    },
    {
      id: "files",
      header: t("columns.files"),
      align: "end",
      cell: ({ files, failedFiles }) => t("files", { files, failed: failedFiles }),
    },
    {
      id: "lastData",
      header: t("columns.lastData"),
      cell: ({ lastDataAt }) =>
        lastDataAt === null ? (
          <span className="text-muted-foreground">{common("never")}</span>
        ) : (
          <RelativeTime at={lastDataAt} />
        ),
    },
  ];
}
