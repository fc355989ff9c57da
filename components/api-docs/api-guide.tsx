import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyField } from "@/components/ui/copy-field";
import type { ErrorRow, FieldRow } from "./endpoint-doc";
import { ExampleGuide } from "./example-guide";
import { FieldTable } from "./field-table";
import { GuideSection } from "./guide-section";
import { Code } from "./prose";

type ApiGuideProps = {
  baseUrl: string;
  openApiPath: string;
  operators: readonly FieldRow[];
  errors: readonly ErrorRow[];
  /** Requests in a minute, as this portal is configured. */
  limits: { perToken: number; perTenant: number };
  /** Where programs reach this host when only browsers look its name up. */
  detour: { address: string; host: string } | null;
};

/** What holds for every endpoint: where to call, how to sign a call, how filters and refusals read. */
export function ApiGuide({ baseUrl, openApiPath, operators, errors, limits, detour }: ApiGuideProps) {
  const t = useTranslations("apiDocs");
  const code = (chunks: ReactNode) => <Code>{chunks}</Code>;
  return (
    <div className="grid gap-5">
      <CopyField label={t("baseUrl")} value={baseUrl} copyLabel={t("copyBaseUrl")} copiedMessage={t("copied")} />
      <ul className="grid max-w-prose list-disc gap-1.5 pl-5">
        <li>{t.rich("ruleToken", { code })}</li>
        <li>{t.rich("ruleRole", { code })}</li>
        <li>{t.rich("ruleSlash", { code })}</li>
        <li>{t.rich("ruleBody", { code })}</li>
        <li>{t.rich("ruleTimes", { code })}</li>
        <li>{t.rich("ruleLimit", { code })}</li>
        <li>
          {t.rich("ruleOpenApi", {
            link: (chunks) => (
              <a href={openApiPath} className="text-link underline">
                {chunks}
              </a>
            ),
            download: (chunks) => (
              <a href={openApiPath} download="portcullis-openapi.json" className="text-link underline">
                {chunks}
              </a>
            ),
          })}
        </li>
      </ul>
      <ExampleGuide detour={detour} />
      <GuideSection id="rate-limits" title={t("rateLimits")}>
        <p className="max-w-prose text-pretty">{t.rich("rateLimitsText", { code, ...limits })}</p>
        <p className="max-w-prose text-pretty">{t.rich("rateLimitsHeaders", { code })}</p>
      </GuideSection>
      <GuideSection id="operators" title={t("operators")}>
        <p className="max-w-prose text-pretty">{t.rich("operatorsText", { code })}</p>
        <FieldTable label={t("operators")} rows={operators} />
      </GuideSection>
      <GuideSection id="common-errors" title={t("commonErrors")}>
        <ul lang="en" className="grid gap-1">
          {errors.map(({ status, when }) => (
            <li key={status}>
              <Code>{status}</Code> {when}
            </li>
          ))}
        </ul>
      </GuideSection>
    </div>
  );
}
