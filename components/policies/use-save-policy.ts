"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { toast } from "sonner";
import { useFailureText } from "@/components/ui/use-failure-text";
import { type FormRefusal, useFormRefusal } from "@/components/ui/use-form-refusal";
import type { ActionResult } from "@/lib/domain/action-result";
import type { Policy } from "@/lib/domain/policy";
import type { PolicyRuleKind } from "@/lib/domain/policy-rule";
import { formFiltersOf } from "./activity-filter-fields";
import { type PolicyFormActions, policyPath } from "./policy-actions";
import { type RuleForm, ruleOf } from "./rule-form";
import { settingsOf } from "./settings-fields";

type SavePolicy = FormRefusal & {
  isPending: boolean;
  submit: (event: SubmitEvent<HTMLFormElement>) => Promise<void>;
  /** The rule as it stands in the form at this moment. */
  readRule: (kind: PolicyRuleKind, data?: FormData) => RuleForm;
};

/** Sends the form of a policy once at a time, and leads to the policy, or to the field that is to blame. */
export function useSavePolicy(
  policy: Policy | null,
  kind: PolicyRuleKind | null,
  actions: PolicyFormActions,
): SavePolicy {
  const t = useTranslations("policies.form");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const router = useRouter();
  const refusal = useFormRefusal();
  const [isPending, setPending] = useState(false);

  const readRule: SavePolicy["readRule"] = (chosen, data = new FormData(refusal.form.current ?? undefined)) => {
    const rule = policy?.rule ?? null;
    return ruleOf(chosen, data, rule?.kind === "activity" ? formFiltersOf(rule.filters).kept : {});
  };

  async function send(data: FormData): Promise<ActionResult<string>> {
    const settings = settingsOf(data);
    if (policy !== null && actions.update !== null)
      return actions.update({ id: policy.id, ...settings, rule: kind === null ? null : readRule(kind, data) });
    if (kind === null || actions.save === null) throw new Error("there is nothing to make");
    return actions.save({ ...settings, rule: readRule(kind, data) });
  }

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    refusal.clear();
    try {
      const result = await send(data);
      if (!result.ok) return refusal.refuse(failureText(result), result.field, "name");
      toast.success(t(policy === null ? "created" : "changed", { name: String(data.get("name")) }));
      router.push(policyPath(result.value));
      router.refresh();
    } catch {
      refusal.refuse(failures("unreachable"), undefined, "name");
    } finally {
      setPending(false);
    }
  }

  return { ...refusal, isPending, submit, readRule };
}
