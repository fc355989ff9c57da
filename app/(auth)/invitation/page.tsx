import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvitationPanel } from "@/components/sign-in/invitation-panel";
import { VisitorCard } from "@/components/sign-in/visitor-card";
import { portalHost } from "@/lib/web/tenant-host";
import { accept, view } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const [t, host] = await Promise.all([getTranslations("invitation"), portalHost()]);
  return {
    title: host.kind === "tenant" ? t("title", { tenant: host.tenant.name }) : t("goneTitle"),
  };
}

export default async function InvitationPage() {
  const [t, host] = await Promise.all([getTranslations("invitation"), portalHost()]);
  if (host.kind === "base") return <VisitorCard title={t("goneTitle")} description={t("wrongHost")} />;
  return <InvitationPanel tenantName={host.tenant.name} view={view} accept={accept} />;
}
