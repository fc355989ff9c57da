import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/link-tabs";

/** The tabbed settings of Cloud Discovery. A tab appears here when its page exists. */
export default function DiscoverySettingsLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("discoverySettings");
  const tabs = [
    { href: "/settings/cloud-discovery/custom-apps", label: t("tabs.customApps") },
    { href: "/settings/cloud-discovery/anonymization", label: t("tabs.anonymization") },
  ];
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <LinkTabs label={t("title")} items={tabs} />
      {children}
    </>
  );
}
