"use client";

import { History, SearchX } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ActivityPage } from "@/lib/domain/activity-view";
import type { SortDirection } from "@/lib/domain/page";
import { useActivityColumns } from "./activity-columns";
import { clearedActivityFilters } from "./activity-filter-names";

type ActivitiesTableProps = {
  page: ActivityPage;
  direction: SortDirection;
  /** A filter is at work, so nothing found does not mean nothing there. */
  isNarrowed: boolean;
};

/** One page of the activity log. */
export function ActivitiesTable({ page, direction, isNarrowed }: ActivitiesTableProps) {
  const t = useTranslations("activities");
  const format = useFormatter();
  const { searchedTo, ...cursors } = page;
  const at = searchedTo === null ? null : format.dateTime(searchedTo, "exact");
  const isEmpty = page.rows.length === 0;
  return (
    <DataTable
      label={t("title")}
      columns={useActivityColumns()}
      rows={page.rows}
      getRowId={({ id }) => id}
      sort={{ field: "at", direction }}
      // An empty page has its way on inside.
      page={isEmpty ? { next: null, previous: null } : cursors}
      empty={isNarrowed ? <NothingFound page={page} at={at} /> : <NothingYet />}
      summary={at && t("searchedTo", { at })}
    />
  );
}

function NothingYet() {
  const t = useTranslations("activities");
  return <EmptyState icon={<History aria-hidden />} title={t("emptyTitle")} description={t("emptyDescription")} />;
}

type NothingFoundProps = {
  page: ActivityPage /** How far was searched, as text; null when that was all. */;
  at: string | null;
};

function NothingFound({ page: { next, previous }, at }: NothingFoundProps) {
  const t = useTranslations("activities");
  const table = useTranslations("table");
  const { href } = useTableUrl();
  const further =
    next === null && previous === null ? null : href(next === null ? { before: previous } : { after: next });
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={at === null ? t("noMatchTitle") : t("notFoundYetTitle")}
      description={at === null ? t("noMatchDescription") : t("notFoundYetDescription", { at })}
    >
      {further && (
        <Button asChild variant="primary">
          <Link href={further} prefetch={false}>
            {t("searchFurther")}
          </Link>
        </Button>
      )}
      <Button asChild>
        <Link href={href(clearedActivityFilters)}>{table("clearFilters")}</Link>
      </Button>
    </EmptyState>
  );
}
