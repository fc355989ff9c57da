import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CollectorConnectionTest } from "@/components/log-collectors/collector-connection-test";
import { CollectorVolumeChart } from "@/components/log-collectors/collector-volume";
import { EditLogCollector } from "@/components/log-collectors/edit-log-collector";
import { ListeningPorts } from "@/components/log-collectors/listening-ports";
import { expectedConfigurationPath, logCollectorsPath } from "@/components/log-collectors/log-collector-actions";
import { LogCollectorState } from "@/components/log-collectors/log-collector-status";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { can } from "@/lib/domain/access";
import { collectorTestView } from "@/lib/domain/collector-connection-test";
import { getLogCollector, listReceivableSources } from "@/lib/log-collectors/list-log-collectors";
import { readCollectorConnectionTest } from "@/lib/log-collectors/test-collector-connection";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { editLogCollectorAction, testCollectorConnectionAction } from "../actions";

type LogCollectorPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("logCollectors");
  return { title: t("edit.title") };
}

/** What one log collector receives and how it does, to be changed while it runs. */
export default async function LogCollectorPage({ params }: LogCollectorPageProps) {
  const [caller, host, t, testTexts] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("logCollectors"),
    getTranslations("connectionTest"),
  ]);
  if (host.kind !== "tenant") notFound();
  if (!can(caller.principal, "log-collector:manage"))
    return <NoPermission role={caller.principal.role} tenantName={host.tenant.name} />;
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const now = new Date();
  const collector = await pageData(getLogCollector(caller, id.data, now));
  const [sources, test] = await pageData(
    Promise.all([listReceivableSources(caller), readCollectorConnectionTest(caller, id.data, now)]),
  );
  return (
    <>
      <Breadcrumbs
        label={t("title")}
        items={[{ label: t("title"), href: logCollectorsPath }, { label: collector.name }]}
      />
      <LogCollectorState collector={collector} now={now} />
      <EditLogCollector collector={collector} edit={editLogCollectorAction} sources={sources} />
      <div className="grid max-w-160 gap-4">
        <ListeningPorts host={collector.host} sources={collector.sources} />
        <Button asChild className="w-fit">
          <a href={expectedConfigurationPath(collector.id)} download>
            <Download aria-hidden />
            {t("result.export")}
          </a>
        </Button>
      </div>
      <CollectorVolumeChart collector={collector} now={now} />
      <section className="grid max-w-160 gap-3 border-t pt-5" aria-labelledby="connection-test">
        <h2 id="connection-test" className="font-semibold text-base">
          {testTexts("heading")}
        </h2>
        <CollectorConnectionTest
          collector={collector}
          origin={host.origin}
          latest={test && collectorTestView.parse(test)}
          start={testCollectorConnectionAction}
        />
      </section>
    </>
  );
}
