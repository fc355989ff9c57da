"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { CustomAppFact } from "@/lib/domain/custom-app";
import { isRiskFactorId, RISK_FACTORS } from "@/lib/domain/discovery-risk";
import { scores } from "./scores";

type RiskFactorFieldsProps = {
  facts: readonly CustomAppFact[];
  error: string | null;
  onChange: (facts: CustomAppFact[]) => void;
};

const factorIds = Object.keys(RISK_FACTORS).filter(isRiskFactorId);

/** What somebody knows about single risk factors of an app; the score is their weighted mean. */
export function RiskFactorFields({ facts, error, onChange }: RiskFactorFieldsProps) {
  const t = useTranslations("discoverySettings.customApps.factors");
  const names = useTranslations("discovery.riskFacts.factors");
  const scoreOfTen = useTranslations("discoverySettings.customApps");
  const unused = factorIds.filter((id) => !facts.some(({ factor }) => factor === id));
  const [next] = unused;
  const put = (index: number, part: Partial<CustomAppFact>) =>
    onChange(facts.map((fact, place) => (place === index ? { ...fact, ...part } : fact)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("title")}</legend>
      <p className="text-muted-foreground text-xs">{t("hint")}</p>
      {facts.map(({ factor, score }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the row keeps the focus while its factor changes
        <div key={index} className="flex items-center gap-2">
          <Select
            aria-label={t("factor")}
            value={factor}
            className="min-w-0 flex-1"
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              if (isRiskFactorId(chosen)) put(index, { factor: chosen });
            }}
          >
            {[factor, ...unused].map((id) => (
              <option key={id} value={id}>
                {names(id)}
              </option>
            ))}
          </Select>
          <Select
            aria-label={t("scoreOf", { factor: names(factor) })}
            value={score}
            className="w-28"
            onChange={(event) => put(index, { score: Number(event.currentTarget.value) })}
          >
            {scores.map((one) => (
              <option key={one} value={one}>
                {scoreOfTen("scoreOfTen", { score: one })}
              </option>
            ))}
          </Select>
          <IconButton
            label={t("remove", { factor: names(factor) })}
            icon={<X aria-hidden />}
            onClick={() => onChange(facts.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      {error && <p className="text-destructive-text text-xs">{error}</p>}
      {next !== undefined && (
        <Button size="sm" className="w-fit" onClick={() => onChange([...facts, { factor: next, score: 10 }])}>
          <Plus aria-hidden />
          {t("add")}
        </Button>
      )}
    </fieldset>
  );
}
