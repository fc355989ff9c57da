"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { TableSort } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import type { Page } from "@/lib/domain/page";
import type { ListedToken } from "./listed-token";
import { type RevokeTokenAction, RevokeTokenDialog } from "./revoke-token-dialog";
import { TokenActionsMenu } from "./token-actions-menu";
import { useTokensColumns } from "./tokens-columns";

type TokensTableProps = {
  page: Page<ListedToken>;
  sort: TableSort;
  withOwner: boolean;
  /** The page shows revoked tokens: nothing is left to do with those. */
  revoked: boolean;
  revoke: RevokeTokenAction;
  empty: ReactNode;
};

/** One page of tokens. The revocation dialog belongs to the table, so that it outlives the row that opened it. */
export function TokensTable({ page, sort, withOwner, revoked, revoke, empty }: TokensTableProps) {
  const t = useTranslations("tokens");
  const columns = useTokensColumns({ withOwner, revoked });
  const [revoking, setRevoking] = useState<ListedToken | null>(null);
  return (
    <>
      <DataTable<ListedToken>
        label={t("tableName")}
        columns={columns}
        rows={page.rows}
        getRowId={(token) => token.publicId}
        sort={sort}
        page={page}
        empty={empty}
        {...(!revoked && { actions: (token) => <TokenActionsMenu token={token} onRevoke={setRevoking} /> })}
      />
      {revoking && (
        <RevokeTokenDialog
          token={revoking}
          withOwner={withOwner}
          revoke={revoke}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}
