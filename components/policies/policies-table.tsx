"use client";

import { SearchX, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Page } from "@/lib/domain/page";
import { isNarrowed, type PolicyView } from "@/lib/domain/policy-view";
import { DeletePolicyDialog } from "./delete-policy-dialog";
import { type ListedPolicy, newPolicyPath, type PolicyActions } from "./policy-actions";
import { usePolicyColumns } from "./policy-columns";
import { clearedPolicyFilters } from "./policy-filter-names";
import { PolicyMenu, policyMenuId } from "./policy-menu";
import { useEnablePolicy } from "./use-enable-policy";

type PoliciesTableProps = {
  page: Page<ListedPolicy>;
  view: PolicyView;
  actions: PolicyActions;
  /** Whether the reader may make policies of some kind. */
  mayCreate: boolean;
};

/** One page of policies, with what the reader may do about them. */
export function PoliciesTable({ page, view, actions, mayCreate }: PoliciesTableProps) {
  const t = useTranslations("policies");
  const router = useRouter();
  const columns = usePolicyColumns();
  const { enable } = useEnablePolicy(actions.enable);
  const [deleting, setDeleting] = useState<ListedPolicy | null>(null);
  const hasMenus = page.rows.some(({ mayChange }) => mayChange);
  return (
    <>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={page.rows}
        getRowId={({ id }) => id}
        sort={{ field: "name", direction: view.direction }}
        page={page}
        {...(hasMenus && {
          actions: (policy: ListedPolicy) => <PolicyMenu policy={policy} onEnable={enable} onDelete={setDeleting} />,
        })}
        empty={<NoPolicies view={view} mayCreate={mayCreate} />}
      />
      {deleting && (
        <DeletePolicyDialog
          policy={deleting}
          remove={actions.remove}
          onClose={() => setDeleting(null)}
          onDeleted={() => {
            setDeleting(null);
            router.refresh();
          }}
          returnTo={policyMenuId(deleting.id)}
        />
      )}
    </>
  );
}

function NoPolicies({ view, mayCreate }: { view: PolicyView; mayCreate: boolean }) {
  const t = useTranslations("policies");
  const table = useTranslations("table");
  const { href } = useTableUrl();
  if (isNarrowed(view))
    return (
      <EmptyState icon={<SearchX aria-hidden />} title={t("empty.noMatch")} description={t("empty.noMatchDescription")}>
        <Button asChild>
          <Link href={href(clearedPolicyFilters)}>{table("clearFilters")}</Link>
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState icon={<ShieldCheck aria-hidden />} title={t("empty.first")} description={t("empty.firstDescription")}>
      {mayCreate && (
        <Button asChild variant="primary">
          <Link href={newPolicyPath}>{t("create.action")}</Link>
        </Button>
      )}
    </EmptyState>
  );
}
