import { ShieldPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { PoliciesTable } from "@/components/policies/policies-table";
import { newPolicyPath } from "@/components/policies/policy-actions";
import { PolicyFilters } from "@/components/policies/policy-filters";
import { Button } from "@/components/ui/button";
import { NoPermission } from "@/components/ui/no-permission";
import { can, canForPolicyType } from "@/lib/domain/access";
import { creatableKinds } from "@/lib/domain/policy-rights";
import { policyView } from "@/lib/domain/policy-view";
import { listPolicyPage } from "@/lib/policies/list-policy-page";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { deletePolicyAction, enablePolicyAction } from "./actions";

type PoliciesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const actions = { enable: enablePolicyAction, remove: deletePolicyAction };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policies");
  return { title: t("title") };
}

/** Control > Policies. The whole state of the view is in its address. */
export default async function PoliciesPage({ searchParams }: PoliciesPageProps) {
  const [caller, host, t, parameters] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("policies"),
    searchParams,
  ]);
  const { principal } = caller;
  if (!can(principal, "policy:read"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const view = policyView.parse(parameters);
  const { rows, ...cursors } = await pageData(listPolicyPage(caller, view));
  const listed = rows.map((policy) => ({
    ...policy,
    mayChange: canForPolicyType(principal, "policy:write", policy.type),
  }));
  const mayCreate = creatableKinds(principal) !== null;
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")}>
        {mayCreate && (
          <Button asChild variant="primary">
            <Link href={newPolicyPath}>
              <ShieldPlus aria-hidden />
              {t("create.action")}
            </Link>
          </Button>
        )}
      </PageHeader>
      <PolicyFilters view={view} />
      <PoliciesTable page={{ rows: listed, ...cursors }} view={view} actions={actions} mayCreate={mayCreate} />
    </>
  );
}
