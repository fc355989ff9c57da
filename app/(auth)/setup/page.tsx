import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SetupPanel } from "@/components/sign-in/setup-panel";
import { env } from "@/lib/env";
import { portalHost } from "@/lib/web/tenant-host";
import { create, view } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setup");
  return { title: t("title") };
}

/** Only at the general URL: there is no tenant yet. */
export default async function SetupPage() {
  const host = await portalHost();
  if (host.kind !== "base") notFound();
  const { PORTAL_BASE_URL: baseUrl, PORTAL_REGION: region } = env();
  return <SetupPanel address={{ baseUrl, region }} view={view} create={create} />;
}
