"use client";

import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DiscoveredApp } from "@/lib/domain/discovered-app";
import { type DiscoveredAppView, isNarrowed } from "@/lib/domain/discovered-app-view";
import type { Page } from "@/lib/domain/page";
import { useAppColumns } from "./app-columns";
import { clearedAppFilters } from "./app-filter-names";
import type { TagAppsAction } from "./app-marks";
import { AppMenu } from "./app-menu";
import { AppSelection, AppSelectionBar } from "./app-selection";
import { useMarkApps } from "./use-mark-apps";

type AppsTableProps = {
  page: Page<DiscoveredApp>;
  /** How many apps match on all pages. */
  total: number;
  view: DiscoveredAppView;
  categories: Readonly<Record<string, string>>;
  tagApps: TagAppsAction;
};

/** One page of discovered apps, with what the reader may say about them. */
export function AppsTable({ page, total, view, categories, tagApps }: AppsTableProps) {
  const t = useTranslations("discovery");
  const columns = useAppColumns({ view, categories, canTag: tagApps !== null });
  return (
    <AppSelection>
      {tagApps && <AppSelectionBar apps={page.rows} tagApps={tagApps} />}
      <DataTable
        label={t("tabs.apps")}
        columns={columns}
        rows={page.rows}
        getRowId={({ appId }) => String(appId)}
        sort={{ field: view.sort, direction: view.direction }}
        page={page}
        {...(tagApps && { actions: (app: DiscoveredApp) => <RowMenu app={app} tagApps={tagApps} /> })}
        empty={<NoApps view={view} />}
        summary={t("appCount", { count: total })}
      />
    </AppSelection>
  );
}

function RowMenu({ app, tagApps }: { app: DiscoveredApp; tagApps: NonNullable<TagAppsAction> }) {
  const { mark } = useMarkApps(tagApps);
  return <AppMenu app={app} onMark={(chosen) => void mark([app], chosen)} />;
}

function NoApps({ view }: { view: DiscoveredAppView }) {
  const t = useTranslations("discovery");
  const table = useTranslations("table");
  const { href } = useTableUrl();
  if (!isNarrowed(view))
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t("noTraffic.title")}
        description={t("noTraffic.description", { days: view.days })}
      />
    );
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t("noMatch.title")} description={t("noMatch.description")}>
      <Button asChild>
        <Link href={href(clearedAppFilters)}>{table("clearFilters")}</Link>
      </Button>
    </EmptyState>
  );
}
