import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ExactTime } from "@/components/ui/exact-time";
import { Fact, FactList } from "@/components/ui/fact-list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Activity } from "@/lib/domain/activity";
import type { Alert, AlertEntity } from "@/lib/domain/alert";
import type { AlertEvent } from "@/lib/domain/alert-history";
import { categoryNameOf, intentNameOf } from "@/lib/domain/alert-view";
import { AlertHistory } from "./alert-history";
import { RelatedActivities } from "./related-activities";

type AlertBodyProps = {
  alert: Alert;
  history: AlertEvent[];
  /** Null for those who may not see activities. */
  activities: Activity[] | null;
};

/** All that is known of an alert, the most telling first. */
export function AlertBody({ alert, history, activities }: AlertBodyProps) {
  const t = useTranslations("alerts.detail");
  return (
    <>
      <Section title={t("description")}>
        {/* The placeholder stands for an icon that only the app's own pages have. */}
        <p className="max-w-prose whitespace-pre-line break-words">
          {alert.description.replaceAll("__siteIcon__", "").trim() || t("noDescription")}
        </p>
      </Section>
      <Section title={t("facts")}>
        <AlertFacts alert={alert} />
      </Section>
      {alert.evidence.length > 0 && (
        <Section title={t("evidence")}>
          <ul className="grid list-disc gap-1 pl-5">
            {[...new Set(alert.evidence)].map((phrase) => (
              <li key={phrase} className="break-words">
                {phrase}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("entities")}>
        <AlertEntities entities={alert.entities} />
      </Section>
      <Section title={t("activities")}>
        <RelatedActivities activities={activities} />
      </Section>
      <Section title={t("history")}>
        <AlertHistory events={history} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>{children}</CardContent>
    </Card>
  );
}

function AlertFacts({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const format = useFormatter();
  const categories = alert.stories.map(categoryNameOf).filter((name) => name !== null);
  const intents = alert.intents.map(intentNameOf).filter((name) => name !== null);
  return (
    <FactList>
      <Fact name={t("detail.raisedAt")}>
        <RelativeTime at={alert.raisedAt} tooltip={false} />
        <span className="block text-muted-foreground text-xs">
          <ExactTime at={alert.raisedAt} />
        </span>
      </Fact>
      <Fact name={t("detail.policy")}>{alert.policyLabel ?? t("detail.builtIn")}</Fact>
      {categories.length > 0 && (
        <Fact name={t("detail.categories")}>{format.list(categories.map((name) => t(`categories.${name}`)))}</Fact>
      )}
      {intents.length > 0 && (
        <Fact name={t("detail.intents")}>{format.list(intents.map((name) => t(`intents.${name}`)))}</Fact>
      )}
      <Fact name={t("detail.threatScore")}>{format.number(alert.threatScore, "count")}</Fact>
      {alert.resolvedAt !== null && (
        <Fact name={t("detail.closedAt")}>
          <ExactTime at={alert.resolvedAt} />
        </Fact>
      )}
      {alert.resolvedByName !== null && <Fact name={t("detail.closedBy")}>{alert.resolvedByName}</Fact>}
      {alert.comment !== null && (
        <Fact name={t("detail.comment")}>
          <span className="whitespace-pre-line">{alert.comment}</span>
        </Fact>
      )}
      <Fact name={t("detail.id")}>
        <code className="break-all text-xs">{alert.id}</code>
      </Fact>
    </FactList>
  );
}

function AlertEntities({ entities }: { entities: AlertEntity[] }) {
  const t = useTranslations("alerts");
  if (entities.length === 0) return <p className="text-muted-foreground">{t("none")}</p>;
  const byKey = new Map(entities.map((entity) => [`${entity.type} ${entity.id} ${entity.inst ?? ""}`, entity]));
  return (
    <FactList>
      {[...byKey].map(([key, { type, label, id }]) => (
        <Fact key={key} name={t(`entityTypes.${type}`)}>
          {label}
          {String(id) !== label && <code className="block break-all text-muted-foreground text-xs">{id}</code>}
        </Fact>
      ))}
    </FactList>
  );
}
