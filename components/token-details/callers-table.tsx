"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { CallerClient, CallerNetwork } from "@/components/tokens/caller-words";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CallerList, TokenCaller } from "@/lib/domain/usage-view";

/** Who called in the range, the latest first. */
export function CallersTable({ list: { callers, total } }: { list: CallerList }) {
  const t = useTranslations("tokens.details");
  return (
    <DataTable
      label={t("callers")}
      columns={useCallerColumns()}
      rows={callers}
      getRowId={({ client, network, method, route }) => [client, network, method, route].join(" ")}
      sort={{ field: "lastAt", direction: "desc" }}
      page={{ next: null, previous: null }}
      empty={<p className="p-5 text-muted-foreground">{t("noCallers")}</p>}
      summary={total > callers.length ? t("callersShown", { shown: callers.length, total }) : undefined}
    />
  );
}

function useCallerColumns(): DataTableColumn<TokenCaller>[] {
  const t = useTranslations("tokens.details");
  const format = useFormatter();
  return [
    {
      id: "client",
      header: t("columns.client"),
      heading: true,
      cell: ({ client }) => (
        <span className="font-medium">
          <CallerClient client={client} />
        </span>
      ),
    },
    { id: "network", header: t("columns.network"), cell: ({ network }) => <CallerNetwork network={network} /> },
    {
      id: "route",
      header: t("columns.route"),
      cell: ({ method, route }) => (
        <code className="break-all text-xs">
          {method} {route}
        </code>
      ),
    },
    {
      id: "calls",
      header: t("columns.calls"),
      align: "end",
      cell: ({ calls, refused }) => (
        <>
          {format.number(calls, "count")}
          {refused > 0 && (
            <span className="block text-muted-foreground text-xs">{t("refusedCalls", { count: refused })}</span>
          )}
        </>
      ),
    },
    {
      id: "lastAt",
      header: t("columns.lastSeen"),
      className: "whitespace-nowrap",
      cell: ({ lastAt }) => <RelativeTime at={lastAt} />,
    },
  ];
}
