"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import { openAlertCap, type WatchedPolicy } from "@/lib/domain/policy";
import { alertsOfPolicyPath, type ListedPolicy, policyPath } from "./policy-actions";
import { PolicySeverityBadge, PolicyStatusBadge } from "./policy-badges";

/** The columns of the policies in the reader's language. */
export function usePolicyColumns(): DataTableColumn<ListedPolicy>[] {
  const t = useTranslations("policies");
  const format = useFormatter();
  const common = useTranslations("common");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        heading: true,
        sort: "asc",
        cell: (policy) => <PolicyName {...policy} />,
      },
      { id: "type", header: t("columns.type"), cell: ({ type }) => t(`types.${type}`) },
      { id: "severity", header: t("columns.severity"), cell: (policy) => <PolicySeverityBadge {...policy} /> },
      { id: "status", header: t("columns.status"), cell: (policy) => <PolicyStatusBadge {...policy} /> },
      { id: "openAlerts", header: t("columns.openAlerts"), align: "end", cell: (policy) => <OpenAlerts {...policy} /> },
      {
        id: "matches",
        header: t("columns.matches"),
        align: "end",
        cell: ({ matches }) => format.number(matches, "count"),
      },
      {
        id: "lastAlert",
        header: t("columns.lastAlert"),
        cell: ({ lastAlertAt }) =>
          lastAlertAt === null ? (
            <span className="text-muted-foreground">{common("never")}</span>
          ) : (
            <RelativeTime at={lastAlertAt} />
          ),
      },
    ],
    [t, format, common],
  );
}

function PolicyName({ id, name }: WatchedPolicy) {
  return (
    <Link href={policyPath(id)} prefetch={false} className="text-link underline-offset-4 hover:underline">
      {name}
    </Link>
  );
}

/** A count that leads to what it counts. */
export function OpenAlerts({ id, name, openAlerts }: Pick<WatchedPolicy, "id" | "name" | "openAlerts">) {
  const t = useTranslations("policies");
  const format = useFormatter();
  const count =
    openAlerts >= openAlertCap
      ? t("capped", { count: format.number(openAlertCap - 1) })
      : format.number(openAlerts, "count");
  if (openAlerts === 0) return <span className="text-muted-foreground">{count}</span>;
  return (
    <Link
      href={alertsOfPolicyPath(id)}
      prefetch={false}
      aria-label={t("openAlertsOf", { count, name })}
      className="text-link underline underline-offset-4"
    >
      {count}
    </Link>
  );
}
