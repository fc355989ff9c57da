"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { ActionResult } from "@/lib/domain/action-result";
import type { Policy } from "@/lib/domain/policy";
import type { PolicyRuleKind } from "@/lib/domain/policy-rule";
import { formFiltersOf } from "./activity-filter-fields";
import { type PolicyFormActions, policiesPath, policyPath } from "./policy-actions";
import { RuleFields } from "./rule-fields";
import { ruleOf } from "./rule-form";
import { RulePreview } from "./rule-preview";
import type { RuleNames } from "./rule-words";
import { SettingsFields, settingsOf } from "./settings-fields";

type PolicyFormProps = {
  /** Null for a new one. */
  policy: Policy | null;
  /** The kinds that the reader may make; of a policy that is there, its own. */
  kinds: readonly [PolicyRuleKind, ...PolicyRuleKind[]] | null;
  names: RuleNames;
  actions: PolicyFormActions;
};

/** Makes a policy, or changes all that people say about one. */
export function PolicyForm({ policy, kinds, names, actions }: PolicyFormProps) {
  const t = useTranslations("policies.form");
  const common = useTranslations("common");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const router = useRouter();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [kind, setKind] = useState<PolicyRuleKind | null>(kinds?.[0] ?? null);
  const [isPending, setPending] = useState(false);
  const rule = policy?.rule ?? null;
  const readRule = (data: FormData, chosen: PolicyRuleKind) =>
    ruleOf(chosen, data, rule?.kind === "activity" ? formFiltersOf(rule.filters).kept : {});

  async function send(data: FormData): Promise<ActionResult<string>> {
    const settings = settingsOf(data);
    if (policy !== null && actions.update !== null)
      return actions.update({ id: policy.id, ...settings, rule: kind === null ? null : readRule(data, kind) });
    if (kind === null || actions.save === null) throw new Error("there is nothing to make");
    return actions.save({ ...settings, rule: readRule(data, kind) });
  }

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    clear();
    try {
      const result = await send(data);
      if (!result.ok) return refuse(failureText(result), result.field, "name");
      toast.success(t(policy === null ? "created" : "changed", { name: String(data.get("name")) }));
      router.push(policyPath(result.value));
      router.refresh();
    } catch {
      refuse(failures("unreachable"), undefined, "name");
    } finally {
      setPending(false);
    }
  };

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
            <RulePreview
              key={kind}
              preview={actions.preview}
              readRule={() => readRule(new FormData(form.current ?? undefined), kind)}
            />
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
