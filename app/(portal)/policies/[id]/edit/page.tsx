import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { policiesPath, policyPath } from "@/components/policies/policy-actions";
import { PolicyForm } from "@/components/policies/policy-form";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { canForPolicyType } from "@/lib/domain/access";
import { policyId } from "@/lib/domain/policy-input";
import { findPolicy } from "@/lib/policies/find-policy";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { previewRuleAction, updatePolicyAction } from "../../actions";
import { ruleNamesFor } from "../../rule-names";

type EditPolicyPageProps = { params: Promise<{ id: string }> };

const actions = { save: null, update: updatePolicyAction, preview: previewRuleAction };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policies");
  return { title: t("edit.title") };
}

/** Control > Policies > one policy > Edit. */
export default async function EditPolicyPage({ params }: EditPolicyPageProps) {
  const [caller, host, t, { id }] = await Promise.all([
    requireMember(),
    portalHost(),
    getTranslations("policies"),
    params,
  ]);
  const { principal } = caller;
  if (!policyId.safeParse(id).success) notFound();
  const policy = await pageData(findPolicy(caller, id, null));
  if (!canForPolicyType(principal, "policy:write", policy.type))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const names = await pageData(ruleNamesFor(caller));
  const items = [
    { label: t("title"), href: policiesPath },
    { label: policy.name, href: policyPath(id) },
    { label: t("edit.title") },
  ];
  return (
    <>
      <Breadcrumbs label={t("breadcrumbs")} items={items} />
      <PageHeader title={t("edit.heading", { name: policy.name })} description={t("edit.purpose")} />
      <PolicyForm policy={policy} kinds={policy.rule && [policy.rule.kind]} names={names} actions={actions} />
    </>
  );
}
