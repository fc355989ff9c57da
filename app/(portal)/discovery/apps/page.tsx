import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AppFilters } from "@/components/discovery/app-filters";
import { AppsTable } from "@/components/discovery/apps-table";
import { DiscoveryFirstUse } from "@/components/discovery/discovery-first-use";
import { ReportPicker } from "@/components/discovery/report-picker";
import { NoPermission } from "@/components/ui/no-permission";
import { categoryNames } from "@/lib/discovery/category-names";
import { listAppPage } from "@/lib/discovery/list-app-page";
import { listStreams } from "@/lib/discovery/list-streams";
import { can } from "@/lib/domain/access";
import { discoveredAppView } from "@/lib/domain/discovered-app-view";
import { hasData } from "@/lib/domain/discovery-stream";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { tagAppsAction } from "../actions";

type AppsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discovery");
  return { title: t("tabs.apps") };
}

/** Cloud Discovery > Discovered apps. The whole state of the view is in its address. */
export default async function AppsPage({ searchParams }: AppsPageProps) {
  const [caller, host, t, locale, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("discovery"),
    getLocale(),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = discoveredAppView.parse(parameters);
  const [list, reports, categories] = await pageData(
    Promise.all([listAppPage(caller, view, new Date()), listStreams(caller), categoryNames(locale)]),
  );
  if (!reports.some(hasData)) return <DiscoveryFirstUse />;
  const choices = list.categories
    .map((id) => ({ id, name: categories[id] ?? id }))
    .sort((left, right) => left.name.localeCompare(right.name, locale));
  return (
    <>
      <h2 className="sr-only">{t("tabs.apps")}</h2>
      <ReportPicker reports={reports} view={view} />
      <AppFilters view={view} categories={choices} />
      <AppsTable
        page={list.page}
        total={list.total}
        view={view}
        categories={categories}
        tagApps={can(principal, "app:sanction") ? tagAppsAction : null}
      />
    </>
  );
}
