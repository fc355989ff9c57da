"use client";

import { BellOff, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type AlertView, isNarrowed, type ListedAlert } from "@/lib/domain/alert-view";
import type { Page } from "@/lib/domain/page";
import type { AlertActions } from "./alert-actions";
import { useAlertColumns } from "./alert-columns";
import { clearedAlertFilters } from "./alert-filter-names";
import { AlertMenu, alertMenuId } from "./alert-menu";
import { AlertSelection } from "./alert-selection";
import { CloseAlertsDialog } from "./close-alerts-dialog";
import { SelectionBar } from "./selection-bar";
import { useMarkRead } from "./use-mark-read";

type AlertsTableProps = { page: Page<ListedAlert>; view: AlertView; actions: AlertActions };

/** One page of alerts, with what the reader may do about them. */
export function AlertsTable({ page, view, actions }: AlertsTableProps) {
  const t = useTranslations("alerts");
  const { mark } = useMarkRead(actions.markRead);
  const [closing, setClosing] = useState<ListedAlert | null>(null);
  const { close } = actions;
  const showsOpen = view.status === "open";
  const columns = useAlertColumns(close !== null && showsOpen);
  return (
    <AlertSelection>
      {close && <SelectionBar rows={page.rows} close={close} />}
      <DataTable
        label={t("title")}
        columns={columns}
        rows={page.rows}
        getRowId={({ id }) => id}
        sort={{ field: "raisedAt", direction: view.direction }}
        page={page}
        {...(showsOpen && {
          actions: (alert: ListedAlert) => <AlertMenu alert={alert} onMark={mark} onClose={close && setClosing} />,
        })}
        empty={<NoAlerts view={view} />}
      />
      {close && closing && (
        <CloseAlertsDialog
          alerts={[closing]}
          close={close}
          onClose={() => setClosing(null)}
          returnTo={alertMenuId(closing.id)}
        />
      )}
    </AlertSelection>
  );
}

function NoAlerts({ view }: { view: AlertView }) {
  const t = useTranslations("alerts.empty");
  const table = useTranslations("table");
  const { href } = useTableUrl();
  if (isNarrowed(view))
    return (
      <EmptyState icon={<SearchX aria-hidden />} title={t("noMatch")} description={t("noMatchDescription")}>
        <Button asChild>
          <Link href={href(clearedAlertFilters)}>{table("clearFilters")}</Link>
        </Button>
      </EmptyState>
    );
  const { status } = view;
  return <EmptyState icon={<BellOff aria-hidden />} title={t(status)} description={t(`${status}Description`)} />;
}
