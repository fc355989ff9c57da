"use client";

import { UserSearch } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Member } from "@/lib/domain/member";
import type { Page } from "@/lib/domain/page";
import type { MemberActions, MemberDialogKind } from "./member-actions";
import { MemberDialog } from "./member-dialog";
import { MemberMenu } from "./member-menu";
import { useMemberColumns } from "./use-member-columns";

type MembersTableProps = {
  page: Page<Member>;
  search: string;
  /** The reader's own id. */
  ownId: string;
  /** Null for those who may look but not change. */
  actions: MemberActions | null;
};

/** Everybody who may sign in, in the order of their names. */
export function MembersTable({ page, search, ownId, actions }: MembersTableProps) {
  const t = useTranslations("members");
  const columns = useMemberColumns(ownId);
  const { href } = useTableUrl();
  const [dialog, setDialog] = useState<{ kind: MemberDialogKind; member: Member } | null>(null);
  return (
    <>
      <DataTable
        label={t("table")}
        columns={columns}
        rows={page.rows}
        getRowId={(member) => member.id}
        sort={{ field: "name", direction: "asc" }}
        page={page}
        {...(actions && {
          actions: (member: Member) => (
            <MemberMenu member={member} isOwn={member.id === ownId} onChoose={(kind) => setDialog({ kind, member })} />
          ),
        })}
        empty={
          <EmptyState
            icon={<UserSearch aria-hidden />}
            title={t("empty")}
            description={t("emptyDescription", { search })}
          >
            <Button asChild>
              <Link href={href({ search: null })}>{t("clearSearch")}</Link>
            </Button>
          </EmptyState>
        }
      />
      {actions && dialog && <MemberDialog {...dialog} actions={actions} onClose={() => setDialog(null)} />}
    </>
  );
}
