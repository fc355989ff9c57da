import { Radio } from "lucide-react";
import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { AuditExport } from "@/components/audit/audit-export";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditTable } from "@/components/audit/audit-table";
import { VerifyAudit } from "@/components/audit/verify-audit";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { listEvents } from "@/lib/audit/list-events";
import { can } from "@/lib/domain/access";
import { auditView, exportMaximum, isNarrowed, listEventsInputOf } from "@/lib/domain/audit-query";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { verifyEventsAction } from "./actions";

type AuditPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const [caller, t, timeZone, parameters] = await Promise.all([
    requireMember(),
    getTranslations("audit"),
    getTimeZone(),
    searchParams,
  ]);
  if (!can(caller.principal, "audit:read")) {
    const host = await portalHost();
    const tenantName = host.kind === "tenant" ? host.tenant.name : caller.principal.tenantSlug;
    return (
      <>
        <PageHeader title={t("title")} />
        <NoPermission role={caller.principal.role} tenantName={tenantName} />
      </>
    );
  }
  const view = auditView.parse(parameters);
  const page = await pageData(listEvents(caller, listEventsInputOf(view, timeZone)));
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")}>
        {can(caller.principal, "siem-agent:manage") && (
          <Button asChild>
            <Link href="/settings/audit/streaming">
              <Radio aria-hidden />
              {t("stream.link")}
            </Link>
          </Button>
        )}
        <AuditExport path="/settings/audit/export" />
      </PageHeader>
      <AuditFilters view={view} />
      <AuditTable page={page} direction={view.direction} isNarrowed={isNarrowed(view)} />
      <p className="text-muted-foreground text-xs">{t("export.limit", { maximum: exportMaximum })}</p>
      <VerifyAudit verify={verifyEventsAction} />
    </>
  );
}
