"use client";

import { useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CustomApp } from "@/lib/domain/custom-app";
import type { CategoryChoice } from "./custom-app-actions";

/** The columns of the tenant's own apps in the reader's language. */
export function useCustomAppColumns(categories: readonly CategoryChoice[]): DataTableColumn<CustomApp>[] {
  const t = useTranslations("discoverySettings.customApps");
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      cell: ({ name, note }) => (
        <div className="grid">
          <span className="break-words font-medium">{name}</span>
          {note !== "" && <span className="line-clamp-2 text-muted-foreground text-xs">{note}</span>}
        </div>
      ),
    },
    { id: "category", header: t("columns.category"), cell: ({ category }) => names.get(category) ?? category },
    {
      id: "places",
      header: t("columns.places"),
      cell: ({ domains, addresses }) => {
        const [first = "", ...others] = [...domains, ...addresses];
        return (
          <span className="wrap-anywhere">
            <code className="text-xs">{first}</code>
            {others.length > 0 && (
              <span className="text-muted-foreground"> {t("morePlaces", { count: others.length })}</span>
            )}
          </span>
        );
      },
    },
    {
      id: "score",
      header: t("columns.score"),
      align: "end",
      cell: ({ scoreOverride, facts }) =>
        scoreOverride === null
          ? t("scoreOfFactors", { count: facts.length })
          : t("scoreOfTen", { score: scoreOverride }),
    },
    { id: "modified", header: t("columns.modified"), cell: ({ modifiedAt }) => <RelativeTime at={modifiedAt} /> },
  ];
}
