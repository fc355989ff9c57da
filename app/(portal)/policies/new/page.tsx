import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { policiesPath } from "@/components/policies/policy-actions";
import { PolicyForm } from "@/components/policies/policy-form";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { NoPermission } from "@/components/ui/no-permission";
import { creatableKinds } from "@/lib/domain/policy-rights";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { createPolicyAction, previewRuleAction } from "../actions";
import { ruleNamesFor } from "../rule-names";

const actions = { save: createPolicyAction, update: null, preview: previewRuleAction };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policies");
  return { title: t("create.title") };
}

/** Control > Policies > Create. */
export default async function NewPolicyPage() {
  const [caller, host, t] = await Promise.all([requireMember(), portalHost(), getTranslations("policies")]);
  const { principal } = caller;
  const kinds = creatableKinds(principal);
  if (kinds === null)
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const names = await pageData(ruleNamesFor(caller));
  return (
    <>
      <Breadcrumbs
        label={t("breadcrumbs")}
        items={[{ label: t("title"), href: policiesPath }, { label: t("create.title") }]}
      />
      <PageHeader title={t("create.title")} description={t("create.purpose")} />
      <PolicyForm policy={null} kinds={kinds} names={names} actions={actions} />
    </>
  );
}
