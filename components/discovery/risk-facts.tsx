import { useFormatter, useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { AppScore } from "@/lib/domain/app-score";
import { type FactorScore, RISK_CATEGORIES, type RiskFact, type RiskScore } from "@/lib/domain/discovery-risk";
import { ScoreBadge } from "./app-badges";

type RiskFactsProps = {
  /** The score that counts, which the tenant may have set. */
  score: number | null;
  /** Who set it for an app of the catalogue, and why. */
  setScore: AppScore | null;
  risk: RiskScore;
};

/** Why an app has its score: each checked fact with its source, and what nobody has checked. */
export function RiskFacts({ score, setScore, risk }: RiskFactsProps) {
  const t = useTranslations("discovery.riskFacts");
  const known = risk.factors.filter((factor) => factor.fact !== undefined);
  const unknown = risk.factors.filter((factor) => factor.fact === undefined);
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        <Score name={t("total")} score={score ?? undefined} />
        {RISK_CATEGORIES.map((category) => (
          <Score key={category} name={t(`categories.${category}`)} score={risk.categories[category]} />
        ))}
      </dl>
      <p className="max-w-prose text-muted-foreground">
        {t("known", { known: known.length, all: risk.factors.length })} {known.length > 0 && t("weights")}{" "}
        {setScore === null && score !== (risk.total ?? null) && t("overridden")}
      </p>
      {setScore !== null && <SetScore set={setScore} total={risk.total} />}
      {known.length > 0 && <FactTable factors={known} />}
      <details>
        <summary className="w-fit text-link underline-offset-4 hover:underline">
          {t("unchecked", { count: unknown.length })}
        </summary>
        <ul className="mt-2 columns-2 gap-6 text-muted-foreground sm:columns-3">
          {unknown.map(({ factor }) => (
            <li key={factor} className="break-inside-avoid py-0.5">
              {t(`factors.${factor}`)}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function SetScore({ set: { note, setAt, setByName }, total }: { set: AppScore; total: number | undefined }) {
  const t = useTranslations("discovery.riskFacts");
  const format = useFormatter();
  const day = format.dateTime(setAt, { year: "numeric", month: "short", day: "numeric" });
  const ofFacts = total === undefined ? t("noneOfFacts") : t("ofFacts", { score: format.number(total) });
  return (
    <figure className="max-w-prose rounded-md border p-3">
      <blockquote className="whitespace-pre-wrap wrap-anywhere">{note}</blockquote>
      <figcaption className="text-muted-foreground text-xs">
        {t("setBy", { name: setByName, day })} {ofFacts}
      </figcaption>
    </figure>
  );
}

function Score({ name, score }: { name: string; score: number | undefined }) {
  return (
    <div className="grid gap-1">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd>
        <ScoreBadge score={score ?? null} />
      </dd>
    </div>
  );
}

function FactTable({ factors }: { factors: readonly FactorScore[] }) {
  const t = useTranslations("discovery.riskFacts");
  const format = useFormatter();
  return (
    <div className="rounded-md border">
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("factor")}</TableHead>
            <TableHead>{t("value")}</TableHead>
            <TableHead>{t("score")}</TableHead>
            <TableHead>{t("weight")}</TableHead>
            <TableHead>{t("source")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {factors.map(({ factor, category, fact, score, weightPercent }) => (
            <TableRow key={factor}>
              <TableCell>
                <span className="font-medium">{t(`factors.${factor}`)}</span>
                <span className="block text-muted-foreground text-xs">{t(`categories.${category}`)}</span>
              </TableCell>
              <TableCell data-label={t("value")}>
                <span lang="en">{fact?.value}</span>
              </TableCell>
              <TableCell data-label={t("score")}>
                <ScoreBadge score={score ?? null} />
              </TableCell>
              <TableCell data-label={t("weight")}>
                {t("ofCategory", { share: format.number(weightPercent / 100, { style: "percent" }) })}
              </TableCell>
              <TableCell data-label={t("source")}>{fact && <Source fact={fact} />}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Source({ fact: { source, checkedAt } }: { fact: RiskFact }) {
  const t = useTranslations("discovery.riskFacts");
  const format = useFormatter();
  const day = format.dateTime(new Date(checkedAt), {
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  if (source === "") return <span className="text-muted-foreground">{t("ownSource", { day })}</span>;
  return (
    <span className="grid">
      <a
        href={source}
        target="_blank"
        rel="noreferrer"
        className="text-link underline underline-offset-4 wrap-anywhere"
      >
        {new URL(source).hostname}
      </a>
      <span className="text-muted-foreground text-xs">{t("checked", { day })}</span>
    </span>
  );
}
