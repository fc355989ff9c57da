"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Member } from "@/lib/domain/member";
import { MemberStatusBadge } from "./member-status-badge";

/** The columns of the members table in the reader's language. */
export function useMemberColumns(ownId: string): DataTableColumn<Member>[] {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const roleName = useTranslations("roles");
  return [
    {
      id: "name",
      header: t("columns.name"),
      heading: true,
      cell: ({ id, name }) => (
        <span className="break-words font-medium">
          {name}
          {id === ownId && <span className="font-normal text-muted-foreground"> ({t("you")})</span>}
        </span>
      ),
    },
    {
      id: "email",
      header: t("columns.email"),
      cell: ({ email }) => (
        <span title={email} className="block max-w-72 truncate">
          {email}
        </span>
      ),
    },
    { id: "role", header: t("columns.role"), cell: ({ role }) => roleName(role) },
    { id: "status", header: t("columns.status"), cell: ({ status }) => <MemberStatusBadge status={status} /> },
    {
      id: "secondFactor",
      header: t("columns.secondFactor"),
      cell: ({ hasSecondFactor }) =>
        hasSecondFactor ? (
          <Badge tone="success" icon={<ShieldCheck aria-hidden />}>
            {t("factorOn")}
          </Badge>
        ) : (
          <span className="text-muted-foreground">{t("factorOff")}</span>
        ),
    },
    {
      id: "lastSignIn",
      header: t("columns.lastSignIn"),
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? (
          <span className="text-muted-foreground">{common("never")}</span>
        ) : (
          <RelativeTime at={lastSignInAt} />
        ),
    },
  ];
}
