"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DiscoveredApp } from "@/lib/domain/discovered-app";
import type { ReportView } from "@/lib/domain/discovery-view";
import { ScoreBadge, TagBadges } from "./app-badges";
import { SelectApp } from "./app-selection";
import { appPath, discoveryHref } from "./discovery-paths";

type AppColumns = { view: ReportView; categories: Readonly<Record<string, string>>; canTag: boolean };

/** The columns of the discovered apps in the reader's language; those who can tag also choose. */
export function useAppColumns({ view, categories, canTag }: AppColumns): DataTableColumn<DiscoveredApp>[] {
  const t = useTranslations("discovery.columns");
  const write = useUnitFormat();
  const { report, days } = view;
  return useMemo(() => {
    const number = (id: string, header: string, text: (app: DiscoveredApp) => string) =>
      ({ id, header, sort: "desc", align: "end", className: "whitespace-nowrap", cell: text }) as const;
    const select: DataTableColumn<DiscoveredApp> = {
      id: "select",
      header: t("select"),
      cell: (app) => <SelectApp app={app} />,
    };
    const columns: DataTableColumn<DiscoveredApp>[] = [
      {
        id: "name",
        header: t("name"),
        heading: true,
        sort: "asc",
        cell: ({ appId, name, category, tags }) => (
          <>
            <Link
              href={discoveryHref(appPath(appId), { report, days })}
              prefetch={false}
              className="text-link underline-offset-4 hover:underline"
            >
              {name}
            </Link>
            <span className="flex flex-wrap items-center gap-x-2 text-muted-foreground text-xs">
              {categories[category] ?? category}
              {tags.length > 0 && <TagBadges tags={tags} />}
            </span>
          </>
        ),
      },
      {
        id: "score",
        header: t("score"),
        sort: "asc",
        cell: ({ score, knownFactors }) => (
          <span className="inline-grid gap-0.5">
            <ScoreBadge score={score} />
            {score !== null && (
              <span className="whitespace-nowrap text-muted-foreground text-xs">
                {knownFactors === 0 ? t("setScore") : t("factors", { count: knownFactors })}
              </span>
            )}
          </span>
        ),
      },
      number("traffic", t("traffic"), ({ totalBytes }) => write(totalBytes, "bytes")),
      number("uploaded", t("uploaded"), ({ uploadedBytes }) => write(uploadedBytes, "bytes")),
      number("transactions", t("transactions"), ({ transactions }) => write(transactions, "count")),
      number("users", t("users"), ({ users }) => write(users, "count")),
      number("ipAddresses", t("ipAddresses"), ({ ipAddresses }) => write(ipAddresses, "count")),
      {
        id: "lastSeen",
        header: t("lastSeen"),
        sort: "desc",
        cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
      },
    ];
    return canTag ? [select, ...columns] : columns;
  }, [t, write, report, days, categories, canTag]);
}
