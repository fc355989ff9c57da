"use client";

import { Ellipsis, Layers } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import type { ListedReport } from "@/lib/domain/discovery-report";
import type { Page } from "@/lib/domain/page";
import { DeleteReportDialog } from "./delete-report-dialog";
import { useReportColumns } from "./report-columns";
import type { ReportActions } from "./upload-actions";
import { filesPath, reportMenuId, reportPath } from "./upload-paths";

type ReportsTableProps = {
  page: Page<ListedReport>;
  /** Null for whoever may not delete. */
  actions: ReportActions | null;
};

/** What logs went into: data sources and snapshots, the newest first. */
export function ReportsTable({ page, actions }: ReportsTableProps) {
  const t = useTranslations("uploads.reportsPage");
  const [deleting, setDeleting] = useState<ListedReport | null>(null);
  return (
    <>
      <DataTable
        label={t("title")}
        columns={useReportColumns()}
        rows={page.rows}
        getRowId={({ id }) => id}
        sort={{ field: "createdAt", direction: "desc" }}
        page={page}
        actions={(report) => (
          <ReportMenu report={report} onDelete={actions === null ? null : () => setDeleting(report)} />
        )}
        empty={<EmptyState icon={<Layers aria-hidden />} title={t("emptyTitle")} description={t("emptyDescription")} />}
      />
      {deleting && actions && (
        <DeleteReportDialog report={deleting} actions={actions} onClose={() => setDeleting(null)} />
      )}
    </>
  );
}

function ReportMenu({ report, onDelete }: { report: ListedReport; onDelete: (() => void) | null }) {
  const t = useTranslations("uploads.reportsPage");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={reportMenuId(report.id)}
          label={t("menu", { name: report.name })}
          icon={<Ellipsis aria-hidden />}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={reportPath(report.id)}>{t("open")}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={filesPath(report.id)}>{t("files")}</Link>
        </DropdownMenuItem>
        {report.kind === "snapshot" && onDelete && (
          <DropdownMenuItem variant="destructive" onSelect={onDelete}>
            {t("delete")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
