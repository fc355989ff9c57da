import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { LinkTabs } from "@/components/ui/link-tabs";
import { can } from "@/lib/domain/access";
import { requireMember } from "@/lib/web/session";

/** The tabbed page of what lets other software in. A tab is shown to those whom it serves. */
export default async function SecurityExtensionsLayout({ children }: { children: ReactNode }) {
  const [t, { principal }] = await Promise.all([getTranslations("layout.securityExtensions"), requireMember()]);
  const managesAgents = can(principal, "siem-agent:manage");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <LinkTabs
        label={t("tabs")}
        items={[
          { href: "/settings/security-extensions/api-tokens", label: t("apiTokens") },
          ...(managesAgents ? [{ href: "/settings/security-extensions/siem-agents", label: t("siemAgents") }] : []),
        ]}
      />
      {children}
    </>
  );
}
