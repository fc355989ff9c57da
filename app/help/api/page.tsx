import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiGuide } from "@/components/api-docs/api-guide";
import { UploadGuide } from "@/components/api-docs/upload-guide";
import { PageHeader } from "@/components/layout/page-header";
import { exampleDetour } from "@/lib/api-contract/call-examples";
import { endpointLink, operatorDocs } from "@/lib/api-contract/docs";
import { commonErrors } from "@/lib/api-contract/endpoint";
import { uploadExampleName, uploadExamples } from "@/lib/api-contract/upload-examples";
import { endpoints } from "@/lib/api-contract/v1";
import { env } from "@/lib/env";
import { portalHost } from "@/lib/web/tenant-host";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("apiDocs");
  return { title: t("title") };
}

/**
 * What holds for the whole API, printed from its contract; each group of endpoints has a page of its own. Open to
 * everybody: it shows nothing but the promise.
 */
export default async function ApiDocumentation() {
  const [t, { origin }] = await Promise.all([getTranslations("apiDocs"), portalHost()]);
  const { API_REQUESTS_PER_MINUTE_PER_TOKEN: perToken, API_REQUESTS_PER_MINUTE_PER_TENANT: perTenant } = env();
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ApiGuide
        baseUrl={`${origin}/api/v1`}
        openApiPath={endpoints.openApi.path}
        operators={operatorDocs()}
        errors={commonErrors}
        limits={{ perToken, perTenant }}
        detour={exampleDetour(origin)}
      />
      <UploadGuide
        name={uploadExampleName}
        openUploadHref={endpointLink("openUpload").href}
        examples={uploadExamples(origin)}
      />
    </>
  );
}
