import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/layout/page-header";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import type { CatalogApp } from "@/lib/domain/discovery-app";
import type { AppTag } from "@/lib/domain/discovery-tag";
import type { ReportView } from "@/lib/domain/discovery-view";
import { TagBadges } from "./app-badges";
import { AppMarkButtons } from "./app-mark-buttons";
import type { TagAppsAction } from "./app-marks";
import { appsPath, discoveryHref } from "./discovery-paths";

type AppHeaderProps = { app: CatalogApp; tags: AppTag[]; view: ReportView; tagApps: TagAppsAction };

/** The app's name with its tags, the way back, and what can be said of it. */
export function AppHeader({ app, tags, view, tagApps }: AppHeaderProps) {
  const t = useTranslations("discovery");
  const { id: appId, name } = app;
  return (
    <>
      <Breadcrumbs
        label={t("app.breadcrumbs")}
        items={[{ label: t("tabs.apps"), href: discoveryHref(appsPath, view) }, { label: name }]}
      />
      <PageHeader level={2} title={name} description={<TagBadges tags={tags} />}>
        {tagApps && <AppMarkButtons app={{ appId, name, tags }} tagApps={tagApps} />}
      </PageHeader>
    </>
  );
}
