"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Policy } from "@/lib/domain/policy";
import type { PolicyRuleKind } from "@/lib/domain/policy-rule";
import { type PolicyFormActions, policiesPath, policyPath } from "./policy-actions";
import { RuleFields } from "./rule-fields";
import { RulePreview } from "./rule-preview";
import type { RuleNames } from "./rule-words";
import { SettingsFields } from "./settings-fields";
import { useSavePolicy } from "./use-save-policy";

type PolicyFormProps = {
  /** Null for a new one. */
  policy: Policy | null;
  /** The kinds that the reader may make; of a policy that is there, its own, or null where it has no rule. */
  kinds: readonly [PolicyRuleKind, ...PolicyRuleKind[]] | null;
  names: RuleNames;
  actions: PolicyFormActions;
};

/** Makes a policy, or changes all that people say about one. */
export function PolicyForm({ policy, kinds, names, actions }: PolicyFormProps) {
  const t = useTranslations("policies.form");
  const common = useTranslations("common");
  const [kind, setKind] = useState<PolicyRuleKind | null>(kinds?.[0] ?? null);
  const { form, problem, errorOf, isPending, submit, readRule } = useSavePolicy(policy, kind, actions);
  const rule = policy?.rule ?? null;
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid max-w-3xl gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      <Card>
        <CardHeader>
          <CardTitle>{t("settings")}</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-4">
          <SettingsFields policy={policy} errorOf={errorOf} />
        </CardContent>
      </Card>
      {kinds !== null && kind !== null && (
        <Card>
          <CardHeader>
            <CardTitle>{t("rule")}</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-4">
            <RuleFields kinds={kinds} kind={kind} onKind={setKind} rule={rule} names={names} errorOf={errorOf} />
            <RulePreview key={kind} preview={actions.preview} readRule={() => readRule(kind)} />
          </CardContent>
        </Card>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button asChild>
          <Link href={policy === null ? policiesPath : policyPath(policy.id)}>{common("cancel")}</Link>
        </Button>
        <Button type="submit" variant="primary" pending={isPending}>
          {t(policy === null ? "submitCreate" : "submitChange")}
        </Button>
      </div>
    </form>
  );
}
