import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { requireMember } from "@/lib/web/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn.confirmed");
  return { title: t("title") };
}

/** Where the provider sends somebody who proved again who they are; what they were doing waits in another tab. */
export default async function ConfirmedPage() {
  await requireMember();
  const t = await getTranslations("signIn.confirmed");
  return <PageHeader title={t("title")} description={t("description")} />;
}
