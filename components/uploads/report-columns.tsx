"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedReport } from "@/lib/domain/discovery-report";
import { reportPath } from "./upload-paths";

/** The columns of the data sources and snapshots. */
export function useReportColumns(): DataTableColumn<ListedReport>[] {
  const t = useTranslations("uploads.reportsPage");
  const kinds = useTranslations("uploads.kinds");
  const format = useFormatter();
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      cell: ({ id, name, kind }) => (
        <div className="grid">
          <Link href={reportPath(id)} className="font-medium text-link underline-offset-4 hover:underline">
            {name}
          </Link>
          <span className="text-muted-foreground text-xs">{kinds(kind)}</span>
        </div>
      ),
    },
    {
      id: "files",
      header: t("columns.files"),
      align: "end",
      cell: ({ files, failedFiles }) => (
        <div className="grid">
          <span>{format.number(files, "count")}</span>
          {failedFiles > 0 && (
            <span className="whitespace-nowrap text-muted-foreground text-xs">
              {t("failedFiles", { count: format.number(failedFiles, "count") })}
            </span>
          )}
        </div>
      ),
    },
    {
      id: "anonymized",
      header: t("columns.anonymized"),
      cell: ({ anonymizesUsers }) => (anonymizesUsers ? t("anonymized") : t("clear")),
    },
    {
      id: "lastDataAt",
      header: t("columns.lastDataAt"),
      cell: ({ lastDataAt }) => (lastDataAt === null ? t("noData") : <RelativeTime at={lastDataAt} />),
    },
    { id: "createdAt", header: t("columns.createdAt"), cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  ];
}
