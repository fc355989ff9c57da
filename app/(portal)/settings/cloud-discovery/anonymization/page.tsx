import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AnonymizationForm } from "@/components/discovery-settings/anonymization-form";
import { PageHeader } from "@/components/layout/page-header";
import { NoPermission } from "@/components/ui/no-permission";
import { viewDiscoverySettings } from "@/lib/discovery/discovery-settings";
import { can } from "@/lib/domain/access";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { changeDiscoverySettingsAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discoverySettings.anonymization");
  return { title: t("title") };
}

/** Settings > Cloud Discovery > Anonymization. */
export default async function AnonymizationPage() {
  const [caller, host, t] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("discoverySettings.anonymization"),
  ]);
  const { principal } = caller;
  if (!can(principal, "settings:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const settings = await pageData(viewDiscoverySettings(caller));
  return (
    <>
      <PageHeader level={2} title={t("title")} description={t("purpose")} />
      <AnonymizationForm
        settings={settings}
        change={can(principal, "settings:write") ? changeDiscoverySettingsAction : null}
      />
    </>
  );
}
