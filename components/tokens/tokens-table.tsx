"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { TableSort } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import type { Page } from "@/lib/domain/page";
import type { ListedToken } from "./listed-token";
import { type RevocationActions, RevokeTokenDialog } from "./revoke-token-dialog";
import { actionsButtonId, TokenActionsMenu } from "./token-actions-menu";
import { tokensHeadingId } from "./token-paths";
import { useTokensColumns } from "./tokens-columns";

type TokensTableProps = {
  page: Page<ListedToken>;
  sort: TableSort;
  withOwner: boolean;
  /** The page shows revoked tokens: nothing is left to do with those. */
  revoked: boolean;
  revocation: RevocationActions;
  empty: ReactNode;
};

/** One page of tokens. The revocation dialog belongs to the table, so that it outlives the row that opened it. */
export function TokensTable({ page, sort, withOwner, revoked, revocation, empty }: TokensTableProps) {
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
          actions={revocation}
          // The row of a revoked token is about to go, and its menu button with it.
          focusAfter={{ cancelled: actionsButtonId(revoking.publicId), revoked: tokensHeadingId }}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}
