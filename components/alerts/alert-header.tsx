import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import type { Alert } from "@/lib/domain/alert";
import { alertStateOf, severityNameOf } from "@/lib/domain/alert-view";
import { alertsPath } from "./alert-actions";
import { AlertStateBadge, SeverityBadge } from "./alert-badges";

/** The alert's title with its severity and where it stands, and the way back. */
export function AlertHeader({ alert, children }: { alert: Alert; children: ReactNode }) {
  const t = useTranslations("alerts");
  return (
    <>
      <Breadcrumbs label={t("breadcrumbs")} items={[{ label: t("title"), href: alertsPath }, { label: alert.title }]} />
      <PageHeader
        title={alert.title}
        description={
          <span className="flex flex-wrap gap-2">
            <SeverityBadge severity={severityNameOf(alert.severity)} />
            <AlertStateBadge state={alertStateOf(alert)} />
          </span>
        }
      >
        {children}
      </PageHeader>
    </>
  );
}
