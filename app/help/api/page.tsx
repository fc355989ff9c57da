import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ApiGuide } from "@/components/api-docs/api-guide";
import { EndpointContents } from "@/components/api-docs/endpoint-contents";
import { EndpointSection } from "@/components/api-docs/endpoint-section";
import { TryTokenKeeper } from "@/components/api-docs/try-token";
import { UploadGuide } from "@/components/api-docs/upload-guide";
import { PageHeader } from "@/components/layout/page-header";
import { ProductMark } from "@/components/layout/product-mark";
import { exampleDetour } from "@/lib/api-contract/call-examples";
import { endpointDocs, operatorDocs } from "@/lib/api-contract/docs";
import { commonErrors } from "@/lib/api-contract/endpoint";
import { uploadExampleName, uploadExamples } from "@/lib/api-contract/upload-examples";
import { endpoints } from "@/lib/api-contract/v1";
import { env } from "@/lib/env";
import { portalHost } from "@/lib/web/tenant-host";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("apiDocs");
  return { title: t("title") };
}

/** The API's documentation, printed from its contract. Open to everybody: it shows nothing but the promise. */
export default async function ApiDocumentation() {
  const [t, common, { origin }] = await Promise.all([
    getTranslations("apiDocs"),
    getTranslations("common"),
    portalHost(),
  ]);
  const groups = endpointDocs(origin);
  const { API_REQUESTS_PER_MINUTE_PER_TOKEN: perToken, API_REQUESTS_PER_MINUTE_PER_TENANT: perTenant } = env();
  return (
    <div className="mx-auto grid max-w-6xl gap-6 px-4 py-6">
      <header>
        <Link href="/" className="flex w-fit items-center gap-2 rounded-md font-semibold">
          <ProductMark className="size-5 text-link" />
          {common("portcullis")}
        </Link>
      </header>
      <div className="grid gap-8 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <EndpointContents groups={groups} />
        <main className="grid min-w-0 gap-8">
          <PageHeader title={t("title")} description={t("description")} />
          <ApiGuide
            baseUrl={`${origin}/api/v1`}
            openApiPath={endpoints.openApi.path}
            operators={operatorDocs()}
            errors={commonErrors}
            limits={{ perToken, perTenant }}
            detour={exampleDetour(origin)}
          />
          <UploadGuide name={uploadExampleName} examples={uploadExamples(origin)} />
          <TryTokenKeeper>
            {groups.map(({ group, endpoints: documented }) => (
              <section key={group} aria-labelledby={`group-${group}`} className="grid gap-4">
                <h2 id={`group-${group}`} lang="en" className="font-semibold text-xl">
                  {group}
                </h2>
                {documented.map((endpoint) => (
                  <EndpointSection key={endpoint.name} endpoint={endpoint} />
                ))}
              </section>
            ))}
          </TryTokenKeeper>
        </main>
      </div>
    </div>
  );
}
