"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import type { DataTableColumn } from "@/components/data-table/column";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedToken } from "./listed-token";
import { TokenLastUse } from "./token-last-use";
import { tokenPath } from "./token-paths";
import { TokenStatusBadge } from "./token-status-badge";

type ColumnSettings = {
  /** Full administrators see whose each token is. */
  withOwner: boolean;
  /** Revoked tokens say who ended them, and when, in place of their last use. */
  revoked: boolean;
};

/** The columns of the tokens table, in order. Their ids are the values of `sort` in the address. */
export function useTokensColumns({ withOwner, revoked }: ColumnSettings): DataTableColumn<ListedToken>[] {
  const t = useTranslations("tokens.columns");
  return useMemo(() => {
    const columns: (DataTableColumn<ListedToken> | false)[] = [
      {
        id: "name",
        header: t("name"),
        sort: "asc",
        heading: true,
        className: "py-1 sm:max-w-80",
        cell: (token) => <TokenName token={token} />,
      },
      withOwner && {
        id: "owner",
        header: t("owner"),
        sort: "asc",
        className: "py-1 sm:max-w-60",
        cell: (token) => <TokenOwner token={token} />,
      },
      { id: "status", header: t("status"), cell: (token) => <TokenStatusBadge token={token} /> },
      { id: "lastUsed", header: t("lastUsed"), sort: "desc", cell: (token) => <TokenLastUse use={token.lastUse} /> },
      {
        id: "trend",
        header: t("trend"),
        className: "whitespace-nowrap",
        cell: (token) => <TokenTrend token={token} />,
      },
      {
        id: "generated",
        header: t("generated"),
        sort: "desc",
        className: "whitespace-nowrap",
        cell: (token) => <GeneratedOn token={token} />,
      },
      revoked && {
        id: "revoked",
        header: t("revoked"),
        className: "py-1",
        cell: (token) => <Revocation token={token} />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, withOwner, revoked]);
}

function TokenName({ token }: { token: ListedToken }) {
  const t = useTranslations("tokens");
  return (
    <>
      <Link
        href={tokenPath(token.publicId)}
        prefetch={false}
        title={token.name}
        className="line-clamp-2 font-medium text-link underline-offset-4 hover:underline"
      >
        {token.name}
      </Link>
      <span className="block font-mono text-muted-foreground text-xs">
        <span className="sr-only">{t("publicId")} </span>
        {token.publicId}
      </span>
    </>
  );
}

function TokenOwner({ token }: { token: ListedToken }) {
  return (
    <>
      <span className="block truncate">{token.ownerName}</span>
      <span className="block truncate text-muted-foreground text-xs">{token.ownerEmail}</span>
    </>
  );
}

function TokenTrend({ token: { trend } }: { token: ListedToken }) {
  const t = useTranslations("tokens.trend");
  if (trend === null) return <span className="text-muted-foreground">{t("none")}</span>;
  const calls = trend.reduce((sum, day) => sum + day, 0);
  return <Sparkline values={trend} label={t("label", { calls, days: trend.length })} className="w-16" />;
}

function GeneratedOn({ token }: { token: ListedToken }) {
  const format = useFormatter();
  const { createdAt } = token;
  return (
    <time dateTime={createdAt.toISOString()} title={format.dateTime(createdAt, "exact")}>
      {format.dateTime(createdAt, "day")}
    </time>
  );
}

function Revocation({ token }: { token: ListedToken }) {
  const t = useTranslations("tokens.columns");
  if (token.revokedAt === null) return null;
  return (
    <span className="grid">
      <RelativeTime at={token.revokedAt} />
      {token.revokedByName !== null && (
        <span className="text-muted-foreground text-xs">{t("revokedBy", { name: token.revokedByName })}</span>
      )}
    </span>
  );
}
