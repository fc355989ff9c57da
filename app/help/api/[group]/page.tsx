import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EndpointSection } from "@/components/api-docs/endpoint-section";
import { PageHeader } from "@/components/layout/page-header";
import { groupDocs, groupOfSlug } from "@/lib/api-contract/docs";
import { portalHost } from "@/lib/web/tenant-host";

type GroupPage = { params: Promise<{ group: string }> };

export async function generateMetadata({ params }: GroupPage): Promise<Metadata> {
  const [t, { group: slug }] = await Promise.all([getTranslations("apiDocs"), params]);
  const group = groupOfSlug(slug);
  return { title: group === null ? t("title") : t("groupTitle", { group }) };
}

/** The endpoints of one group: what they take and answer, examples that run, and a console to try them. */
export default async function ApiGroupDocumentation({ params }: GroupPage) {
  const [t, { origin }, { group: slug }] = await Promise.all([getTranslations("apiDocs"), portalHost(), params]);
  const group = groupOfSlug(slug);
  if (group === null) notFound();
  return (
    <>
      <PageHeader
        title={t("groupTitle", { group })}
        description={t.rich("groupDescription", {
          link: (chunks) => (
            <Link href="/help/api" className="text-link underline">
              {chunks}
            </Link>
          ),
        })}
      />
      {groupDocs(group, origin).map((endpoint) => (
        <EndpointSection key={endpoint.name} endpoint={endpoint} />
      ))}
    </>
  );
}
