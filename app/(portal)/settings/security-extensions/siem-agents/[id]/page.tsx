import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { EditSiemAgent } from "@/components/siem-agents/edit-siem-agent";
import { siemAgentsPath } from "@/components/siem-agents/siem-agent-actions";
import { SiemAgentState } from "@/components/siem-agents/siem-agent-status";
import { SiemConnectionTest } from "@/components/siem-agents/siem-connection-test";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { listActivityApps } from "@/lib/activities/list-activity-page";
import { can } from "@/lib/domain/access";
import { siemTestView } from "@/lib/domain/siem-connection-test";
import { getSiemAgent } from "@/lib/siem-agents/list-siem-agents";
import { readSiemConnectionTest } from "@/lib/siem-agents/test-siem-connection";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { editSiemAgentAction, previewSiemSelectionAction, testSiemConnectionAction } from "../actions";

type EditSiemAgentPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("siemAgents");
  return { title: t("edit.title") };
}

/** What one SIEM agent sends, how and where, to be changed while it runs. */
export default async function EditSiemAgentPage({ params }: EditSiemAgentPageProps) {
  const [caller, host, t, testTexts] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("siemAgents"),
    getTranslations("connectionTest"),
  ]);
  if (host.kind !== "tenant") notFound();
  if (!can(caller.principal, "siem-agent:manage"))
    return <NoPermission role={caller.principal.role} tenantName={host.tenant.name} />;
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const agent = await pageData(getSiemAgent(caller, id.data));
  const now = new Date();
  const [apps, test] = await pageData(
    Promise.all([listActivityApps(caller), readSiemConnectionTest(caller, id.data, now)]),
  );
  return (
    <>
      <Breadcrumbs label={t("place")} items={[{ label: t("title"), href: siemAgentsPath }, { label: agent.name }]} />
      <SiemAgentState agent={agent} now={now} />
      <EditSiemAgent agent={agent} edit={editSiemAgentAction} preview={previewSiemSelectionAction} apps={apps} />
      <section className="grid max-w-160 gap-3 border-t pt-5" aria-labelledby="connection-test">
        <h2 id="connection-test" className="font-semibold text-base">
          {testTexts("heading")}
        </h2>
        <SiemConnectionTest
          agent={agent}
          origin={host.origin}
          latest={test && siemTestView.parse(test)}
          start={testSiemConnectionAction}
        />
      </section>
    </>
  );
}
