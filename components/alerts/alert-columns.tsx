"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { DataTableColumn } from "@/components/data-table/column";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedAlert } from "@/lib/domain/alert-view";
import { alertPath } from "./alert-actions";
import { AlertStateBadge, SeverityBadge } from "./alert-badges";
import { SelectAlert } from "./alert-selection";

/** The columns of the alerts in the reader's language; those who can close also choose. */
export function useAlertColumns(canClose: boolean): DataTableColumn<ListedAlert>[] {
  const t = useTranslations("alerts.columns");
  return useMemo(() => {
    const select: DataTableColumn<ListedAlert> = {
      id: "select",
      header: t("select"),
      cell: (alert) => <SelectAlert alert={alert} />,
    };
    const columns: DataTableColumn<ListedAlert>[] = [
      { id: "severity", header: t("severity"), cell: ({ severity }) => <SeverityBadge severity={severity} /> },
      { id: "title", header: t("title"), heading: true, cell: (alert) => <AlertTitle alert={alert} /> },
      { id: "app", header: t("app"), cell: ({ apps }) => <Names names={apps} /> },
      { id: "account", header: t("account"), cell: ({ accounts }) => <Names names={accounts} /> },
      { id: "status", header: t("status"), cell: ({ state }) => <AlertStateBadge state={state} /> },
      { id: "raisedAt", header: t("raisedAt"), sort: "desc", cell: ({ raisedAt }) => <RelativeTime at={raisedAt} /> },
    ];
    return canClose ? [select, ...columns] : columns;
  }, [t, canClose]);
}

function AlertTitle({ alert }: { alert: ListedAlert }) {
  return (
    <Link
      href={alertPath(alert.id)}
      prefetch={false}
      className={cn("text-link underline-offset-4 hover:underline", alert.state === "unread" && "font-semibold")}
    >
      {alert.title}
    </Link>
  );
}

function Names({ names }: { names: string[] }) {
  const t = useTranslations("alerts");
  const [first, ...others] = names;
  if (first === undefined) return <span className="text-muted-foreground">{t("none")}</span>;
  return (
    <span className="break-words">
      {first}
      {others.length > 0 && <span className="text-muted-foreground"> {t("andMore", { count: others.length })}</span>}
    </span>
  );
}
