import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { uploadsPath } from "@/components/discovery/discovery-paths";
import { PageHeader } from "@/components/layout/page-header";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { ReportsTable } from "@/components/uploads/reports-table";
import { listReportPage } from "@/lib/discovery/list-report-page";
import { can } from "@/lib/domain/access";
import { reportListView } from "@/lib/domain/discovery-upload-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { deleteSnapshotAction, weighSnapshotAction } from "../actions";

type ReportsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("uploads.reportsPage");
  return { title: t("title") };
}

const actions = { weigh: weighSnapshotAction, delete: deleteSnapshotAction };

/** Cloud Discovery > Uploads > Data sources and snapshot reports. */
export default async function ReportsPage({ searchParams }: ReportsPageProps) {
  const [caller, host, t, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("uploads"),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const page = await pageData(listReportPage(caller, reportListView.parse(parameters)));
  return (
    <>
      <Breadcrumbs
        label={t("back")}
        items={[{ label: t("title"), href: uploadsPath }, { label: t("reportsPage.title") }]}
      />
      <PageHeader level={2} title={t("reportsPage.title")} description={t("reportsPage.purpose")} />
      <ReportsTable page={page} actions={can(principal, "discovery:upload") ? actions : null} />
    </>
  );
}
