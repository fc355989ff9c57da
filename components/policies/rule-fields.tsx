"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type PolicyRule, type PolicyRuleKind, policyTypeOfKind } from "@/lib/domain/policy-rule";
import { ActivityRuleFields } from "./activity-rule-fields";
import { NewAppFields, UploadFields } from "./discovery-rule-fields";
import type { RuleNames } from "./rule-words";

type RuleFieldsProps = {
  kinds: readonly PolicyRuleKind[];
  kind: PolicyRuleKind;
  onKind: (kind: PolicyRuleKind) => void;
  /** Null for a new policy. */
  rule: PolicyRule | null;
  names: RuleNames;
  errorOf: (field: string) => string | null;
};

/** Which kind of rule, and the fields of that kind. */
export function RuleFields({ kinds, kind, onKind, rule, names, errorOf }: RuleFieldsProps) {
  const t = useTranslations("policies");
  return (
    <>
      {kinds.length > 1 && (
        <Field label={t("form.kind")} className="sm:max-w-80">
          {(control) => (
            <Select
              {...control}
              name="kind"
              value={kind}
              onChange={(event) => {
                const chosen = kinds.find((one) => one === event.target.value);
                if (chosen) onKind(chosen);
              }}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`types.${policyTypeOfKind[one]}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {kind === "activity" && (
        <ActivityRuleFields rule={rule?.kind === kind ? rule : null} apps={names.apps} errorOf={errorOf} />
      )}
      {kind === "new-app" && (
        <NewAppFields rule={rule?.kind === kind ? rule : null} categories={names.categories} errorOf={errorOf} />
      )}
      {kind === "unusual-upload" && <UploadFields rule={rule?.kind === kind ? rule : null} errorOf={errorOf} />}
    </>
  );
}
