"use client";

import { SearchX, UserSearch } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DiscoveredUser } from "@/lib/domain/discovered-user";
import type { UserListView } from "@/lib/domain/discovered-user-view";
import type { Page } from "@/lib/domain/page";
import { useUserColumns } from "./user-columns";

type UsersTableProps = { page: Page<DiscoveredUser>; view: UserListView };

/** One page of the people whose traffic a report has. */
export function UsersTable({ page, view }: UsersTableProps) {
  const t = useTranslations("discoveredUsers");
  const { href } = useTableUrl();
  const columns = useUserColumns(view);
  const empty =
    view.search === "" ? (
      <EmptyState
        icon={<UserSearch aria-hidden />}
        title={t("empty")}
        description={t("emptyDescription", { days: view.days })}
      />
    ) : (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t("noMatch")}
        description={t("noMatchDescription", { search: view.search })}
      >
        <Button asChild>
          <Link href={href({ search: null })}>{t("clearSearch")}</Link>
        </Button>
      </EmptyState>
    );
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={page.rows}
      getRowId={({ name }) => name}
      sort={{ field: view.sort, direction: view.direction }}
      page={page}
      empty={empty}
    />
  );
}
