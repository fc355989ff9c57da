"use client";

import { FileUp, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedUpload } from "@/lib/domain/discovery-upload";
import { isNarrowedUploads, type UploadView } from "@/lib/domain/discovery-upload-view";
import type { Page } from "@/lib/domain/page";
import { RefreshWhile } from "./refresh-while";
import type { SourceChoice } from "./source-choice";
import { useUploadColumns } from "./upload-columns";
import { clearedUploadFilters } from "./upload-filters";
import { newUploadPath } from "./upload-paths";

type UploadsTableProps = {
  page: Page<ListedUpload>;
  view: UploadView;
  sources: readonly SourceChoice[];
  canUpload: boolean;
};

/** One page of the uploads, which follows those that are under way. */
export function UploadsTable({ page, view, sources, canUpload }: UploadsTableProps) {
  const t = useTranslations("uploads");
  const columns = useUploadColumns(Object.fromEntries(sources.map(({ id, name }) => [id, name])));
  return (
    <>
      <RefreshWhile isUnderWay={page.rows.some(({ state }) => state === "queued" || state === "parsing")} />
      <DataTable
        label={t("files")}
        columns={columns}
        rows={page.rows}
        getRowId={({ id }) => id}
        sort={{ field: "openedAt", direction: view.direction }}
        page={page}
        empty={isNarrowedUploads(view) ? <NothingMatches /> : <NothingSent canUpload={canUpload} />}
      />
    </>
  );
}

function NothingMatches() {
  const t = useTranslations("uploads");
  const { href } = useTableUrl();
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t("noMatchTitle")} description={t("noMatchDescription")}>
      <Button asChild>
        <Link href={href(clearedUploadFilters)}>{t("clearFilters")}</Link>
      </Button>
    </EmptyState>
  );
}

function NothingSent({ canUpload }: { canUpload: boolean }) {
  const t = useTranslations("uploads");
  return (
    <EmptyState
      icon={<FileUp aria-hidden />}
      title={t("emptyTitle")}
      description={canUpload ? t("emptyDescription") : t("emptyReader")}
    >
      {canUpload && (
        <Button variant="primary" asChild>
          <Link href={newUploadPath}>{t("upload")}</Link>
        </Button>
      )}
    </EmptyState>
  );
}
