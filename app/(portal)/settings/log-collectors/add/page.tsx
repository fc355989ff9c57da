import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AddLogCollector } from "@/components/log-collectors/add-log-collector";
import { logCollectorsPath } from "@/components/log-collectors/log-collector-actions";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { can } from "@/lib/domain/access";
import { listReceivableSources } from "@/lib/log-collectors/list-log-collectors";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { addLogCollectorAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("logCollectors");
  return { title: t("add.title") };
}

/** The wizard that adds a log collector: General > Data sources > Token. */
export default async function AddLogCollectorPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("logCollectors")]);
  if (host.kind !== "tenant") notFound();
  if (!can(caller.principal, "log-collector:manage"))
    return <NoPermission role={caller.principal.role} tenantName={host.tenant.name} />;
  const sources = await pageData(listReceivableSources(caller));
  return (
    <>
      <Breadcrumbs
        label={t("title")}
        items={[{ label: t("title"), href: logCollectorsPath }, { label: t("add.title") }]}
      />
      <AddLogCollector add={addLogCollectorAction} sources={sources} origin={host.origin} />
    </>
  );
}
