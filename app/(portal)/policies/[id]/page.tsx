import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { policiesPath } from "@/components/policies/policy-actions";
import { PolicySeverityBadge, PolicyStatusBadge } from "@/components/policies/policy-badges";
import { PolicyBody } from "@/components/policies/policy-body";
import { PolicyButtons } from "@/components/policies/policy-buttons";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { listPolicyAlerts } from "@/lib/alerts/list-policy-alerts";
import { can, canForPolicyType } from "@/lib/domain/access";
import { policyId } from "@/lib/domain/policy-input";
import { findPolicy } from "@/lib/policies/find-policy";
import { listPolicyHistory } from "@/lib/policies/list-policy-history";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { deletePolicyAction, enablePolicyAction } from "../actions";
import { ruleNamesFor } from "../rule-names";

type PolicyPageProps = { params: Promise<{ id: string }> };

const actions = { enable: enablePolicyAction, remove: deletePolicyAction };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policies");
  return { title: t("one") };
}

/** Control > Policies > one policy: what it finds, what became of that, and who changed it. */
export default async function PolicyPage({ params }: PolicyPageProps) {
  const [caller, host, t, { id }] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("policies"),
    params,
  ]);
  const { principal } = caller;
  if (!can(principal, "policy:read"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  if (!policyId.safeParse(id).success) notFound();
  const policy = await pageData(findPolicy(caller, id, null));
  const [alerts, history, names] = await pageData(
    Promise.all([listPolicyAlerts(caller, id), listPolicyHistory(caller, id), ruleNamesFor(caller)]),
  );
  return (
    <>
      <Breadcrumbs
        label={t("breadcrumbs")}
        items={[{ label: t("title"), href: policiesPath }, { label: policy.name }]}
      />
      <PageHeader
        title={policy.name}
        description={
          <span className="flex flex-wrap gap-2">
            <PolicySeverityBadge severity={policy.severity} />
            <PolicyStatusBadge isEnabled={policy.isEnabled} />
          </span>
        }
      >
        {canForPolicyType(principal, "policy:write", policy.type) && (
          <PolicyButtons policy={policy} actions={actions} />
        )}
      </PageHeader>
      <PolicyBody policy={policy} names={names} alerts={alerts} history={history} />
    </>
  );
}
