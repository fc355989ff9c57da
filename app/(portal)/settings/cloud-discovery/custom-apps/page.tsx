import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CustomAppsView } from "@/components/discovery-settings/custom-apps-view";
import { NoPermission } from "@/components/ui/no-permission";
import { categoryNames } from "@/lib/discovery/category-names";
import { listCustomApps } from "@/lib/discovery/custom-apps";
import { can } from "@/lib/domain/access";
import { anyCategory } from "@/lib/domain/custom-app";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { changeCustomAppAction, createCustomAppAction, removeCustomAppAction } from "./actions";

const actions = { create: createCustomAppAction, change: changeCustomAppAction, remove: removeCustomAppAction };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("discoverySettings.customApps");
  return { title: t("title") };
}

/** Settings > Cloud Discovery > Custom apps. */
export default async function CustomAppsPage() {
  const [caller, host, locale] = await Promise.all([requireMember(), portalHost(), getLocale()]);
  const { principal } = caller;
  if (!can(principal, "settings:read"))
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const [apps, names] = await pageData(Promise.all([listCustomApps(caller), categoryNames(locale)]));
  const categories = Object.entries(names)
    .filter(([id]) => id !== anyCategory)
    .map(([id, name]) => ({ id, name }))
    .sort((left, right) => left.name.localeCompare(right.name, locale));
  return <CustomAppsView {...{ apps, categories }} actions={can(principal, "settings:write") ? actions : null} />;
}
