"use client";

import { AppWindow } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import type { DataTableColumn } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DiscoveredApp } from "@/lib/domain/discovered-app";

type UserAppsTableProps = {
  apps: DiscoveredApp[];
  /** The categories' names by id. */
  categories: Record<string, string>;
};

/** The apps that one person used, the busiest first. */
export function UserAppsTable({ apps, categories }: UserAppsTableProps) {
  const t = useTranslations("discoveredUsers");
  const format = useFormatter();
  const write = useUnitFormat();
  const columns: DataTableColumn<DiscoveredApp>[] = [
    {
      id: "name",
      header: t("columns.app"),
      heading: true,
      cell: ({ name }) => <span className="break-words font-medium">{name}</span>,
    },
    { id: "category", header: t("columns.category"), cell: ({ category }) => categories[category] ?? category },
    {
      id: "score",
      header: t("columns.score"),
      align: "end",
      cell: ({ score }) => (score === null ? t("noScore") : format.number(score)),
    },
    {
      id: "traffic",
      header: t("columns.traffic"),
      align: "end",
      cell: ({ totalBytes }) => write(totalBytes, "bytes"),
    },
    {
      id: "transactions",
      header: t("columns.transactions"),
      align: "end",
      cell: ({ transactions }) => format.number(transactions, "count"),
    },
    { id: "lastSeen", header: t("columns.lastSeen"), cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
  ];
  return (
    <DataTable
      label={t("appsOfUser")}
      columns={columns}
      rows={apps}
      getRowId={({ appId }) => String(appId)}
      sort={{ field: "traffic", direction: "desc" }}
      page={{ next: null, previous: null }}
      empty={<EmptyState icon={<AppWindow aria-hidden />} title={t("noApps")} description={t("noAppsDescription")} />}
    />
  );
}
