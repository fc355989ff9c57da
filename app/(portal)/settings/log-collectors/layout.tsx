import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { dataSourcesPath, logCollectorsPath } from "@/components/log-collectors/log-collector-actions";
import { LinkTabs } from "@/components/ui/link-tabs";
import { can } from "@/lib/domain/access";
import { requireMember } from "@/lib/web/session";

/** The tabbed page of how logs arrive by themselves. A tab is shown to those whom it serves. */
export default async function LogCollectorsLayout({ children }: { children: ReactNode }) {
  const [t, { principal }] = await Promise.all([getTranslations("logCollectors"), requireMember()]);
  const managesCollectors = can(principal, "log-collector:manage");
  return (
    <>
      <PageHeader title={t("title")} description={t("sectionPurpose")} />
      <LinkTabs
        label={t("title")}
        items={[
          { href: dataSourcesPath, label: t("tabs.dataSources") },
          ...(managesCollectors ? [{ href: logCollectorsPath, label: t("tabs.logCollectors") }] : []),
        ]}
      />
      {children}
    </>
  );
}
