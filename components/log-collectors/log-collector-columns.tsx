"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import { type LogCollector, lastDataOf } from "@/lib/domain/log-collector";
import { CollectorVolumeLine } from "./collector-volume";
import { logCollectorPath } from "./log-collector-actions";
import { LogCollectorState } from "./log-collector-status";

/** How many data sources a row names; the others are counted. */
const namedSources = 3;

/** The columns of the table of log collectors in the reader's language. */
export function useLogCollectorColumns(now: Date): DataTableColumn<LogCollector>[] {
  const t = useTranslations("logCollectors");
  const common = useTranslations("common");
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      cell: ({ id, name, host, createdByName, tokenOwnerName }) => (
        <div className="grid gap-0.5">
          <Link href={logCollectorPath(id)} className="break-words font-medium hover:underline">
            {name}
          </Link>
          <span className="break-all font-mono text-xs">{host}</span>
          <span className="text-muted-foreground text-xs">
            {t("createdBy", { creator: createdByName, owner: tokenOwnerName })}
          </span>
        </div>
      ),
    },
    {
      id: "status",
      header: t("columns.status"),
      cell: (collector) => <LogCollectorState collector={collector} now={now} />,
    },
    {
      id: "sources",
      header: t("columns.sources"),
      cell: ({ sources }) => (
        <ul className="grid gap-0.5 text-sm">
          {sources.slice(0, namedSources).map(({ id, name }) => (
            <li key={id} className="break-all">
              {name}
            </li>
          ))}
          {sources.length > namedSources && (
            <li className="text-muted-foreground">{t("moreSources", { count: sources.length - namedSources })}</li>
          )}
          {sources.length === 0 && <li className="text-muted-foreground">{t("noSources")}</li>}
        </ul>
      ),
    },
    {
      id: "lastData",
      header: t("columns.lastData"),
      cell: (collector) => {
        const at = lastDataOf(collector);
        return at === null ? (
          <span className="text-muted-foreground">{common("never")}</span>
        ) : (
          <RelativeTime at={at} />
        );
      },
    },
    {
      id: "volume",
      header: t("columns.volume"),
      cell: (collector) => <CollectorVolumeLine collector={collector} now={now} />,
    },
    { id: "modified", header: t("columns.modified"), cell: ({ modifiedAt }) => <RelativeTime at={modifiedAt} /> },
  ];
}
