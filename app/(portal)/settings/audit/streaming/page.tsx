import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { StreamForm } from "@/components/audit/stream-form";
import { StreamStatus } from "@/components/audit/stream-status";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { viewAuditStream } from "@/lib/audit/audit-streams";
import { can } from "@/lib/domain/access";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { removeStreamAction, saveStreamAction, tryStreamAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit.stream");
  return { title: t("title") };
}

/** Settings > Audit log > Streaming, for full administrators. */
export default async function AuditStreamPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("audit.stream")]);
  const { principal } = caller;
  if (!can(principal, "siem-agent:manage"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const stream = await pageData(viewAuditStream(caller));
  const actions = { save: saveStreamAction, remove: removeStreamAction, tryOut: tryStreamAction };
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")}>
        <Button asChild>
          <Link href="/settings/audit">{t("back")}</Link>
        </Button>
      </PageHeader>
      <div className="grid gap-5">
        <StreamStatus stream={stream} />
        <StreamForm key={stream === null ? "new" : "kept"} stream={stream} actions={actions} />
      </div>
    </>
  );
}
