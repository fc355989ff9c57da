import Link from "next/link";
import { useTranslations } from "next-intl";
import { BarList } from "@/components/charts/bar-list";
import type { DiscoveredApp } from "@/lib/domain/discovered-app";
import { type DashboardView, type TopMeasure, topMeasures } from "@/lib/domain/discovery-view";
import { appPath, dashboardPath, discoveryHref } from "./discovery-paths";

type TopAppsProps = { apps: readonly DiscoveredApp[]; view: DashboardView };

/** The first apps by traffic, users or transactions. */
export function TopApps({ apps, view }: TopAppsProps) {
  const t = useTranslations("discovery.topApps");
  return (
    <div className="grid gap-4">
      <nav aria-label={t("by")} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {topMeasures.map((measure) => (
          <Link
            key={measure}
            href={discoveryHref(dashboardPath, view, { top: measure === "traffic" ? null : measure })}
            prefetch={false}
            scroll={false}
            aria-current={measure === view.top ? "true" : undefined}
            className="text-link underline-offset-4 hover:underline aria-[current=true]:font-medium aria-[current=true]:text-foreground"
          >
            {t(`measures.${measure}`)}
          </Link>
        ))}
      </nav>
      <BarList
        label={t("title")}
        nameHeader={t("app")}
        valueHeader={t(`measures.${view.top}`)}
        items={apps.map((app) => ({
          id: String(app.appId),
          label: app.name,
          value: measured(app, view.top),
          href: discoveryHref(appPath(app.appId), view),
        }))}
        unit={view.top === "traffic" ? "bytes" : "count"}
      />
    </div>
  );
}

function measured(app: DiscoveredApp, measure: TopMeasure): number | null {
  switch (measure) {
    case "traffic":
      return app.totalBytes;
    case "users":
      return app.users;
    case "transactions":
      return app.transactions;
  }
}
