"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Activity } from "@/lib/domain/activity";
import { ActivityDetails } from "./activity-details";
import { deviceTypeOf } from "./device-type";

/** The activity log's columns in the reader's language. */
export function useActivityColumns(): DataTableColumn<Activity>[] {
  const t = useTranslations("activities");
  return useMemo(
    () => [
      {
        id: "at",
        header: t("columns.at"),
        sort: "desc",
        cell: ({ happenedAt }) => <RelativeTime at={happenedAt} />,
      },
      {
        id: "activity",
        header: t("columns.activity"),
        heading: true,
        cell: ({ description, actionType }) => <TwoLines first={description} second={actionType} />,
      },
      {
        id: "user",
        header: t("columns.user"),
        cell: ({ userDisplayName, userName }) => (
          <TwoLines first={userDisplayName ?? userName} second={userDisplayName === null ? null : userName} />
        ),
      },
      { id: "app", header: t("columns.app"), cell: ({ appName }) => appName },
      {
        id: "ip",
        header: t("columns.ip"),
        cell: ({ ip }) =>
          ip === null ? <Nothing /> : <span className="whitespace-nowrap font-mono text-xs">{ip}</span>,
      },
      {
        id: "location",
        header: t("columns.location"),
        cell: ({ location, country }) => (
          <TwoLines first={location?.city || country} second={location?.city ? country : null} />
        ),
      },
      {
        id: "device",
        header: t("columns.device"),
        cell: ({ deviceType, client }) => {
          const known = deviceTypeOf(deviceType);
          return (
            <TwoLines first={known === null ? deviceType : t(`devices.${known}`)} second={client.operatingSystem} />
          );
        },
      },
      { id: "details", header: t("columns.details"), cell: (activity) => <ActivityDetails activity={activity} /> },
    ],
    [t],
  );
}

function TwoLines({ first, second }: { first: string | null | undefined; second: string | null }) {
  if (!first) return <Nothing />;
  return (
    <div className="grid">
      <span className="break-words">{first}</span>
      {second && <span className="break-words text-muted-foreground text-xs">{second}</span>}
    </div>
  );
}

function Nothing() {
  const t = useTranslations("activities");
  return <span className="text-muted-foreground">{t("unknown")}</span>;
}
