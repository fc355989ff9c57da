import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { UploadFilters } from "@/components/uploads/upload-filters";
import { newUploadPath, reportsPath } from "@/components/uploads/upload-paths";
import { UploadsTable } from "@/components/uploads/uploads-table";
import { listSources } from "@/lib/discovery/list-sources";
import { listUploadPage } from "@/lib/discovery/list-upload-page";
import { can } from "@/lib/domain/access";
import { uploadView } from "@/lib/domain/discovery-upload-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";

type UploadsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("uploads");
  return { title: t("title") };
}

/** Cloud Discovery > Uploads: the logs that were sent. The whole state of the view is in its address. */
export default async function UploadsPage({ searchParams }: UploadsPageProps) {
  const [caller, host, t, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("uploads"),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = uploadView.parse(parameters);
  const page = await pageData(listUploadPage(caller, view));
  const canUpload = can(principal, "discovery:upload");
  const sources = listSources();
  return (
    <>
      <PageHeader level={2} title={t("title")} description={t("purpose")}>
        <Button asChild>
          <Link href={reportsPath}>{t("reports")}</Link>
        </Button>
        {canUpload && (
          <Button variant="primary" asChild>
            <Link href={newUploadPath}>{t("upload")}</Link>
          </Button>
        )}
      </PageHeader>
      <UploadFilters view={view} sources={sources} />
      <UploadsTable page={page} view={view} sources={sources} canUpload={canUpload} />
    </>
  );
}
