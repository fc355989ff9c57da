"use client";

import { History, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Activity } from "@/lib/domain/activity";
import type { Page, SortDirection } from "@/lib/domain/page";
import { useActivityColumns } from "./activity-columns";
import { clearedActivityFilters } from "./activity-filter-names";

type ActivitiesTableProps = {
  page: Page<Activity>;
  direction: SortDirection;
  /** A filter is at work, so nothing found does not mean nothing there. */
  isNarrowed: boolean;
};

/** One page of the activity log. */
export function ActivitiesTable({ page, direction, isNarrowed }: ActivitiesTableProps) {
  const t = useTranslations("activities");
  const table = useTranslations("table");
  const { href } = useTableUrl();
  const empty = isNarrowed ? (
    <EmptyState icon={<SearchX aria-hidden />} title={t("noMatchTitle")} description={t("noMatchDescription")}>
      <Button asChild>
        <Link href={href(clearedActivityFilters)}>{table("clearFilters")}</Link>
      </Button>
    </EmptyState>
  ) : (
    <EmptyState icon={<History aria-hidden />} title={t("emptyTitle")} description={t("emptyDescription")} />
  );
  return (
    <DataTable
      label={t("title")}
      columns={useActivityColumns()}
      rows={page.rows}
      getRowId={({ id }) => id}
      sort={{ field: "at", direction }}
      page={page}
      empty={empty}
    />
  );
}
