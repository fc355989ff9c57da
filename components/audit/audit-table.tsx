"use client";

import { ScrollText, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditEvent } from "@/lib/domain/audit-event";
import type { Page, SortDirection } from "@/lib/domain/page";
import { useAuditColumns } from "./audit-columns";
import { clearedFilters } from "./audit-filter-names";

type AuditTableProps = {
  page: Page<AuditEvent>;
  direction: SortDirection;
  /** A filter or a search is at work, so nothing found does not mean nothing there. */
  isNarrowed: boolean;
};

/** One page of the audit log. */
export function AuditTable({ page, direction, isNarrowed }: AuditTableProps) {
  const t = useTranslations("audit");
  const { href } = useTableUrl();
  const empty = isNarrowed ? (
    <EmptyState icon={<SearchX aria-hidden />} title={t("noMatchTitle")} description={t("noMatchDescription")}>
      <Button asChild>
        <Link href={href(clearedFilters)}>{t("clearFilters")}</Link>
      </Button>
    </EmptyState>
  ) : (
    <EmptyState icon={<ScrollText aria-hidden />} title={t("emptyTitle")} description={t("emptyDescription")} />
  );
  return (
    <DataTable
      label={t("title")}
      columns={useAuditColumns()}
      rows={page.rows}
      getRowId={({ id }) => id}
      sort={{ field: "at", direction }}
      page={page}
      empty={empty}
    />
  );
}
