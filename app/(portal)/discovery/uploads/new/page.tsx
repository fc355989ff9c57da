import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { uploadsPath } from "@/components/discovery/discovery-paths";
import { PageHeader } from "@/components/layout/page-header";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { UploadWizard } from "@/components/uploads/upload-wizard";
import { viewDiscoverySettings } from "@/lib/discovery/discovery-settings";
import { listSources } from "@/lib/discovery/list-sources";
import { listStreams } from "@/lib/discovery/list-streams";
import { can } from "@/lib/domain/access";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { cancelUploadAction, finishUploadAction, openUploadAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("uploads");
  return { title: t("uploadTitle") };
}

const actions = { open: openUploadAction, finish: finishUploadAction, cancel: cancelUploadAction };

/** Cloud Discovery > Uploads > Upload a log. */
export default async function NewUploadPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("uploads")]);
  const { principal } = caller;
  if (!can(principal, "discovery:upload"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const [streams, { anonymizesUsers }] = await pageData(
    Promise.all([listStreams(caller), viewDiscoverySettings(caller)]),
  );
  const dataSources = streams.filter(({ kind }) => kind === "input").map(({ name }) => name);
  return (
    <>
      <Breadcrumbs label={t("back")} items={[{ label: t("title"), href: uploadsPath }, { label: t("uploadTitle") }]} />
      <PageHeader level={2} title={t("uploadTitle")} description={t("uploadPurpose")} />
      <UploadWizard
        sources={listSources()}
        dataSources={dataSources}
        anonymizesByDefault={anonymizesUsers}
        actions={actions}
      />
    </>
  );
}
