import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CollectorTroubleshooting } from "@/components/log-collectors/collector-troubleshooting";
import { logCollectorsPath } from "@/components/log-collectors/log-collector-actions";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { requireMember } from "@/lib/web/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("logCollectors.troubleshooting");
  return { title: t("title") };
}

/** Symptom, cause and remedy of each problem that a log collector can have. For everybody who may sign in. */
export default async function CollectorTroubleshootingPage() {
  const [t] = await Promise.all([getTranslations("logCollectors"), requireMember()]);
  return (
    <>
      <Breadcrumbs
        label={t("title")}
        items={[{ label: t("title"), href: logCollectorsPath }, { label: t("troubleshooting.title") }]}
      />
      <CollectorTroubleshooting />
    </>
  );
}
