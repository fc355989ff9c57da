import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { addLogCollectorPath, collectorTroubleshootingPath } from "@/components/log-collectors/log-collector-actions";
import { LogCollectorsTable } from "@/components/log-collectors/log-collectors-table";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { can } from "@/lib/domain/access";
import { listLogCollectors } from "@/lib/log-collectors/list-log-collectors";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import {
  deleteLogCollectorAction,
  regenerateLogCollectorTokenAction,
  setLogCollectorEnabledAction,
  testCollectorConnectionAction,
} from "./actions";

const actions = {
  setEnabled: setLogCollectorEnabledAction,
  regenerate: regenerateLogCollectorTokenAction,
  remove: deleteLogCollectorAction,
  test: testCollectorConnectionAction,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("logCollectors");
  return { title: t("title") };
}

/** Settings > Log collectors. */
export default async function LogCollectorsPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("logCollectors")]);
  if (host.kind !== "tenant") notFound();
  if (!can(caller.principal, "log-collector:manage"))
    return <NoPermission role={caller.principal.role} tenantName={host.tenant.name} />;
  const now = new Date();
  const collectors = await pageData(listLogCollectors(caller, now));
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <h2 className="sr-only">{t("tabs.logCollectors")}</h2>
          <p className="max-w-prose text-pretty text-muted-foreground">{t("purpose")}</p>
          <Link href={collectorTroubleshootingPath} className="w-fit text-link text-sm underline">
            {t("troubleshooting.link")}
          </Link>
        </div>
        {collectors.length > 0 && (
          <Button asChild variant="primary">
            <Link href={addLogCollectorPath}>{t("add.button")}</Link>
          </Button>
        )}
      </header>
      <LogCollectorsTable collectors={collectors} now={now} origin={host.origin} actions={actions} />
    </>
  );
}
