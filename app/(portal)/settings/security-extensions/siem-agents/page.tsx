import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { addSiemAgentPath, siemTroubleshootingPath } from "@/components/siem-agents/siem-agent-actions";
import { SiemAgentsTable } from "@/components/siem-agents/siem-agents-table";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { can } from "@/lib/domain/access";
import { listSiemAgents } from "@/lib/siem-agents/list-siem-agents";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import {
  deleteSiemAgentAction,
  regenerateSiemAgentTokenAction,
  setSiemAgentEnabledAction,
  testSiemConnectionAction,
} from "./actions";

const actions = {
  setEnabled: setSiemAgentEnabledAction,
  regenerate: regenerateSiemAgentTokenAction,
  remove: deleteSiemAgentAction,
  test: testSiemConnectionAction,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("siemAgents");
  return { title: t("title") };
}

/** Settings > Security extensions > SIEM agents. */
export default async function SiemAgentsPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("siemAgents")]);
  if (host.kind !== "tenant") notFound();
  if (!can(caller.principal, "siem-agent:manage"))
    return <NoPermission role={caller.principal.role} tenantName={host.tenant.name} />;
  const agents = await pageData(listSiemAgents(caller));
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <h2 className="sr-only">{t("title")}</h2>
          <p className="max-w-prose text-pretty text-muted-foreground">{t("purpose")}</p>
          <Link href={siemTroubleshootingPath} className="w-fit text-link text-sm underline">
            {t("troubleshooting.link")}
          </Link>
        </div>
        {agents.length > 0 && (
          <Button asChild variant="primary">
            <Link href={addSiemAgentPath}>{t("add.button")}</Link>
          </Button>
        )}
      </header>
      <SiemAgentsTable agents={agents} now={new Date()} origin={host.origin} actions={actions} />
    </>
  );
}
