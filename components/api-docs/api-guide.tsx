import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyField } from "@/components/ui/copy-field";
import type { ErrorRow, FieldRow } from "./endpoint-doc";
import { FieldTable } from "./field-table";
import { Code } from "./prose";

type ApiGuideProps = {
  baseUrl: string;
  openApiPath: string;
  operators: readonly FieldRow[];
  errors: readonly ErrorRow[];
};

/** What holds for every endpoint: where to call, how to sign a call, how filters and refusals read. */
export function ApiGuide({ baseUrl, openApiPath, operators, errors }: ApiGuideProps) {
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
          })}
        </li>
      </ul>
      <section aria-labelledby="operators" className="grid gap-2">
        <h2 id="operators" className="font-semibold text-base">
          {t("operators")}
        </h2>
        <p className="max-w-prose text-pretty">{t.rich("operatorsText", { code })}</p>
        <FieldTable label={t("operators")} rows={operators} />
      </section>
      <section aria-labelledby="common-errors" className="grid gap-2">
        <h2 id="common-errors" className="font-semibold text-base">
          {t("commonErrors")}
        </h2>
        <ul lang="en" className="grid gap-1">
          {errors.map(({ status, when }) => (
            <li key={status}>
              <Code>{status}</Code> {when}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
