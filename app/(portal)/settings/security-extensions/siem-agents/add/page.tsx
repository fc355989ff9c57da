import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AddSiemAgent } from "@/components/siem-agents/add-siem-agent";
import { siemAgentsPath } from "@/components/siem-agents/siem-agent-actions";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { listActivityApps } from "@/lib/activities/list-activity-page";
import { can } from "@/lib/domain/access";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { addSiemAgentAction, previewSiemSelectionAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("siemAgents");
  return { title: t("add.title") };
}

/** The wizard that adds a SIEM agent: General > Remote syslog > Data types > Token. */
export default async function AddSiemAgentPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("siemAgents")]);
  if (host.kind !== "tenant") notFound();
  if (!can(caller.principal, "siem-agent:manage"))
    return <NoPermission role={caller.principal.role} tenantName={host.tenant.name} />;
  const apps = await pageData(listActivityApps(caller));
  return (
    <>
      <Breadcrumbs
        label={t("place")}
        items={[{ label: t("title"), href: siemAgentsPath }, { label: t("add.title") }]}
      />
      <AddSiemAgent add={addSiemAgentAction} preview={previewSiemSelectionAction} apps={apps} origin={host.origin} />
    </>
  );
}
