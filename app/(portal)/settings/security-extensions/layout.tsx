import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/link-tabs";

/** The tabbed page of what lets other software in. A tab appears here when its page exists. */
export default function SecurityExtensionsLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("layout.securityExtensions");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <LinkTabs
        label={t("tabs")}
        items={[{ href: "/settings/security-extensions/api-tokens", label: t("apiTokens") }]}
      />
      {children}
    </>
  );
}
