import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { ActivitiesTable } from "@/components/activities/activities-table";
import { ActivityFilters } from "@/components/activities/activity-filters";
import { PageHeader } from "@/components/layout/page-header";
import { NoPermission } from "@/components/ui/no-permission";
import { listActivityPage } from "@/lib/activities/list-activity-page";
import { can } from "@/lib/domain/access";
import { activityPageInputOf, activityView, isNarrowed } from "@/lib/domain/activity-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";

type ActivitiesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities");
  return { title: t("title") };
}

/** Investigate > Activity log. The whole state of the view is in its address. */
export default async function ActivitiesPage({ searchParams }: ActivitiesPageProps) {
  const [caller, host, t, timeZone, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("activities"),
    getTimeZone(),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "activity:read"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = activityView.parse(parameters);
  const { page, apps } = await pageData(listActivityPage(caller, activityPageInputOf(view, timeZone)));
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <ActivityFilters view={view} apps={apps} />
      <ActivitiesTable page={page} direction={view.direction} isNarrowed={isNarrowed(view)} />
    </>
  );
}
