import { useLocale, useTranslations } from "next-intl";
import { Fact, FactList } from "@/components/ui/fact-list";
import type { CatalogApp } from "@/lib/domain/discovery-app";

type AppFactsProps = { app: CatalogApp; categoryName: string };

/** What the catalogue says of an app, and by which domains its traffic is known. */
export function AppFacts({ app, categoryName }: AppFactsProps) {
  const t = useTranslations("discovery.app");
  const locale = useLocale();
  const { id, vendor, domains, headquarters, logonUrl, origin } = app;
  return (
    <FactList>
      {vendor !== "" && <Fact name={t("vendor")}>{vendor}</Fact>}
      <Fact name={t("category")}>{categoryName}</Fact>
      {headquarters !== undefined && (
        <Fact name={t("headquarters")}>{new Intl.DisplayNames(locale, { type: "region" }).of(headquarters)}</Fact>
      )}
      {logonUrl !== undefined && (
        <Fact name={t("logonUrl")}>
          <a
            href={logonUrl}
            target="_blank"
            rel="noreferrer"
            className="text-link underline underline-offset-4 wrap-anywhere"
          >
            {logonUrl}
          </a>
        </Fact>
      )}
      <Fact name={t("domains")}>
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {domains.map((domain) => (
            <li key={domain}>
              <code className="wrap-anywhere text-xs">{domain}</code>
            </li>
          ))}
        </ul>
      </Fact>
      <Fact name={t("id")}>
        <code className="text-xs">{id}</code>
      </Fact>
      <Fact name={t("origin")}>{t(`origins.${origin}`)}</Fact>
    </FactList>
  );
}
