import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DeanonymiseDialog } from "@/components/discovery/deanonymise-dialog";
import { discoveryHref, usersPath } from "@/components/discovery/discovery-paths";
import { ReportPicker } from "@/components/discovery/report-picker";
import { UserAppsTable } from "@/components/discovery/user-apps-table";
import { shortPseudonym } from "@/components/discovery/user-name";
import { UserSummary } from "@/components/discovery/user-summary";
import { PageHeader } from "@/components/layout/page-header";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { categoryNames } from "@/lib/discovery/category-names";
import { listStreams } from "@/lib/discovery/list-streams";
import { viewDiscoveredUser } from "@/lib/discovery/view-discovered-user";
import { can } from "@/lib/domain/access";
import { isPseudonym, userOfPathPart } from "@/lib/domain/discovery-user";
import { reportChoiceOf, reportView } from "@/lib/domain/discovery-view";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { deanonymiseAction } from "./actions";

type UserPageProps = {
  params: Promise<{ user: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discoveredUsers");
  return { title: t("one") };
}

/** Cloud Discovery > Users > one person in a report. */
export default async function UserPage({ params, searchParams }: UserPageProps) {
  const [caller, host, t, locale, { user: part }, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("discoveredUsers"),
    getLocale(),
    params,
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "discovery:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const name = userOfPathPart(part);
  if (name === null) notFound();
  const view = reportView.parse(parameters);
  const asked = { ...reportChoiceOf(view), user: name };
  const [found, reports, categories] = await pageData(
    Promise.all([viewDiscoveredUser(caller, asked, new Date()), listStreams(caller), categoryNames(locale)]),
  );
  const isEncrypted = isPseudonym(name);
  const title = isEncrypted ? shortPseudonym(name) : name;
  return (
    <>
      <Breadcrumbs
        label={t("breadcrumbs")}
        items={[{ label: t("title"), href: discoveryHref(usersPath, view) }, { label: title }]}
      />
      <PageHeader level={2} title={title} {...(isEncrypted && { description: t("encryptedDescription") })}>
        {isEncrypted && can(principal, "discovery:deanonymise") && (
          <DeanonymiseDialog pseudonym={name} resolve={deanonymiseAction} />
        )}
      </PageHeader>
      <ReportPicker reports={reports} view={view} />
      <UserSummary user={found.user} />
      <UserAppsTable apps={found.apps} categories={categories} />
    </>
  );
}
