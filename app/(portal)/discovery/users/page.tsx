import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SearchForm } from "@/components/data-table/search-form";
import { DiscoveryFirstUse } from "@/components/discovery/discovery-first-use";
import { ReportPicker } from "@/components/discovery/report-picker";
import { UsersTable } from "@/components/discovery/users-table";
import { NoPermission } from "@/components/ui/no-permission";
import { listUserPage } from "@/lib/discovery/list-discovered-users";
import { listStreams } from "@/lib/discovery/list-streams";
import { can } from "@/lib/domain/access";
import { userListView } from "@/lib/domain/discovered-user-view";
import { hasData } from "@/lib/domain/discovery-stream";
import { reportChoiceOf } from "@/lib/domain/discovery-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";

type UsersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discoveredUsers");
  return { title: t("title") };
}

/** Cloud Discovery > Users. The whole state of the view is in its address. */
export default async function UsersPage({ searchParams }: UsersPageProps) {
  const [caller, host, t, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("discoveredUsers"),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = userListView.parse(parameters);
  const { search, sort, direction, after, before } = view;
  const asked = { ...reportChoiceOf(view), appId: null, search, sort, direction, after, before };
  const [page, reports] = await pageData(Promise.all([listUserPage(caller, asked, new Date()), listStreams(caller)]));
  if (!reports.some(hasData)) return <DiscoveryFirstUse />;
  return (
    <>
      <h2 className="sr-only">{t("title")}</h2>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ReportPicker reports={reports} view={view} />
        <SearchForm label={t("search")} />
      </div>
      <UsersTable page={page} view={view} />
    </>
  );
}
