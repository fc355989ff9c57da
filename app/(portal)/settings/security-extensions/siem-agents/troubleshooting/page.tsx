import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { siemAgentsPath } from "@/components/siem-agents/siem-agent-actions";
import { SiemTroubleshooting } from "@/components/siem-agents/siem-troubleshooting";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requireMember } from "@/lib/web/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("siemAgents.troubleshooting");
  return { title: t("title") };
}

/** Symptom, cause and remedy of each problem that a SIEM agent can have. For everybody who may sign in. */
export default async function SiemTroubleshootingPage() {
  const [t] = await Promise.all([getTranslations("siemAgents"), requireMember()]);
  return (
    <>
      <Breadcrumbs
        label={t("place")}
        items={[{ label: t("title"), href: siemAgentsPath }, { label: t("troubleshooting.title") }]}
      />
      <SiemTroubleshooting />
    </>
  );
}
