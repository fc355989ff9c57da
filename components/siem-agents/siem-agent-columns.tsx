"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import { type SiemAgent, siemBacklogCap } from "@/lib/domain/siem-agent";
import { editSiemAgentPath } from "./siem-agent-actions";
import { SiemAgentState } from "./siem-agent-status";

/** The columns of the table of SIEM agents in the reader's language. */
export function useSiemAgentColumns(now: Date): DataTableColumn<SiemAgent>[] {
  const t = useTranslations("siemAgents");
  const common = useTranslations("common");
  const format = useFormatter();
  const moment = (at: Date | null) =>
    at === null ? <span className="text-muted-foreground">{common("never")}</span> : <RelativeTime at={at} />;
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      cell: ({ id, name, createdByName, tokenOwnerName }) => (
        <div className="grid gap-0.5">
          <Link href={editSiemAgentPath(id)} className="break-words font-medium hover:underline">
            {name}
          </Link>
          <span className="text-muted-foreground text-xs">
            {t("createdBy", { creator: createdByName, owner: tokenOwnerName })}
          </span>
        </div>
      ),
    },
    {
      id: "destination",
      header: t("columns.destination"),
      cell: ({ settings }) => (
        <div className="grid gap-0.5">
          <span className="break-all font-mono text-xs">{`${settings.host}:${settings.port}`}</span>
          <span className="text-muted-foreground text-xs">
            {t("formatOver", { format: t(`formats.${settings.format}`), protocol: settings.protocol.toUpperCase() })}
          </span>
        </div>
      ),
    },
    {
      id: "sends",
      header: t("columns.sends"),
      cell: ({ settings }) => (
        <div className="grid gap-0.5">
          <span>{t(`sends.${kindsOf(settings)}`)}</span>
          {settings.recovery && (
            <span className="text-muted-foreground text-xs">
              {t("recovery.period", {
                from: format.dateTime(settings.recovery.from, "exact"),
                to: format.dateTime(settings.recovery.to, "exact"),
              })}
            </span>
          )}
        </div>
      ),
    },
    { id: "status", header: t("columns.status"), cell: (agent) => <SiemAgentState agent={agent} now={now} /> },
    { id: "lastSeen", header: t("columns.lastSeen"), cell: ({ lastSeenAt }) => moment(lastSeenAt) },
    { id: "lastSent", header: t("columns.lastSent"), cell: ({ lastSentAt }) => moment(lastSentAt) },
    {
      id: "backlog",
      header: t("columns.backlog"),
      align: "end",
      cell: ({ backlog, lastSeenAt }) => {
        if (lastSeenAt === null) return "–";
        return backlog >= siemBacklogCap
          ? t("backlogMore", { count: format.number(siemBacklogCap - 1) })
          : format.number(backlog);
      },
    },
  ];
}

function kindsOf({ alertFilters, activityFilters }: SiemAgent["settings"]): "both" | "alerts" | "activities" {
  if (alertFilters !== null && activityFilters !== null) return "both";
  return alertFilters !== null ? "alerts" : "activities";
}
