"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DiscoveredUser } from "@/lib/domain/discovered-user";
import { userPathPart } from "@/lib/domain/discovery-user";
import type { ReportView } from "@/lib/domain/discovery-view";
import { discoveryHref, usersPath } from "./discovery-paths";
import { UserName } from "./user-name";

/** The columns of the users in the reader's language. */
export function useUserColumns(view: ReportView): DataTableColumn<DiscoveredUser>[] {
  const t = useTranslations("discoveredUsers");
  const format = useFormatter();
  const write = useUnitFormat();
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      sort: "asc",
      cell: ({ name }) => (
        <Link
          href={discoveryHref(`${usersPath}/${userPathPart(name)}`, view)}
          prefetch={false}
          title={name}
          className="inline-flex max-w-full items-center gap-1.5 text-link underline-offset-4 hover:underline"
        >
          <UserName name={name} />
        </Link>
      ),
    },
    {
      id: "totalBytes",
      header: t("columns.traffic"),
      align: "end",
      sort: "desc",
      cell: ({ totalBytes }) => write(totalBytes, "bytes"),
    },
    {
      id: "uploadedBytes",
      header: t("columns.uploaded"),
      align: "end",
      sort: "desc",
      cell: ({ uploadedBytes }) => write(uploadedBytes, "bytes"),
    },
    {
      id: "transactions",
      header: t("columns.transactions"),
      align: "end",
      sort: "desc",
      cell: ({ transactions }) => format.number(transactions, "count"),
    },
    {
      id: "apps",
      header: t("columns.apps"),
      align: "end",
      sort: "desc",
      cell: ({ apps }) => format.number(apps, "count"),
    },
    {
      id: "lastSeenAt",
      header: t("columns.lastSeen"),
      sort: "desc",
      cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
    },
  ];
}
