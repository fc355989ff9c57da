import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { dashboardPath } from "@/components/discovery/discovery-paths";
import { PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/link-tabs";
import { reportParameters } from "@/lib/domain/discovery-view";

/** The tabbed pages of Cloud Discovery, which keep their report and time frame. A tab appears here when its page exists. */
export default function DiscoveryLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("discovery");
  const tabs = [{ href: dashboardPath, label: t("tabs.dashboard") }];
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <LinkTabs label={t("title")} items={tabs} keeps={reportParameters} />
      {children}
    </>
  );
}
