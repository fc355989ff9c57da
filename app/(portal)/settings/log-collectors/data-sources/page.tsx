import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataSourcesView } from "@/components/discovery-settings/data-sources-view";
import { NoPermission } from "@/components/ui/no-permission";
import { viewDiscoverySettings } from "@/lib/discovery/discovery-settings";
import { allDataSources } from "@/lib/discovery/list-data-sources";
import { can } from "@/lib/domain/access";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { changeDataSourceAction, createDataSourceAction, deleteDataSourceAction, tryParserAction } from "./actions";

const actions = {
  create: createDataSourceAction,
  change: changeDataSourceAction,
  remove: deleteDataSourceAction,
  tryParser: tryParserAction,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discoverySettings.dataSources");
  return { title: t("title") };
}

/** Settings > Cloud Discovery > Data sources. */
export default async function DataSourcesPage() {
  const [caller, host] = await Promise.all([requireMember(), portalHost()]);
  const { principal } = caller;
  if (!can(principal, "settings:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const [sources, { anonymizesUsers }] = await pageData(
    Promise.all([allDataSources(caller), viewDiscoverySettings(caller)]),
  );
  return (
    <DataSourcesView
      sources={sources}
      anonymizesByDefault={anonymizesUsers}
      actions={can(principal, "settings:write") ? actions : null}
    />
  );
}
