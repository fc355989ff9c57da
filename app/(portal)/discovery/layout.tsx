import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DiscoveryActionsMenu } from "@/components/discovery/discovery-actions-menu";
import { appsPath, dashboardPath, uploadsPath, usersPath } from "@/components/discovery/discovery-paths";
import { PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/link-tabs";
import { appliances } from "@/lib/discovery/generate-block-script";
import { can } from "@/lib/domain/access";
import { reportParameters } from "@/lib/domain/discovery-view";
import { requireMember } from "@/lib/web/session";
import { generateBlockScriptAction } from "./actions";

/** The tabbed pages of Cloud Discovery, which keep their report and time frame. A tab appears here when its page exists. */
export default async function DiscoveryLayout({ children }: { children: ReactNode }) {
  const [{ principal }, t] = await Promise.all([requireMember(), getTranslations("discovery")]);
  const tabs = [
    { href: dashboardPath, label: t("tabs.dashboard") },
    { href: appsPath, label: t("tabs.apps") },
    { href: usersPath, label: t("tabs.users") },
    { href: uploadsPath, label: t("tabs.uploads") },
  ];
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")}>
        {can(principal, "discovery:block-script") && (
          <DiscoveryActionsMenu appliances={appliances} generate={generateBlockScriptAction} />
        )}
      </PageHeader>
      <LinkTabs label={t("title")} items={tabs} keeps={reportParameters} />
      {children}
    </>
  );
}
