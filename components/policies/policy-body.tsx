import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { alertPath } from "@/components/alerts/alert-actions";
import { AlertStateBadge, SeverityBadge } from "@/components/alerts/alert-badges";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ExactTime } from "@/components/ui/exact-time";
import { Fact, FactList } from "@/components/ui/fact-list";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedAlert } from "@/lib/domain/alert-view";
import type { WatchedPolicy } from "@/lib/domain/policy";
import type { PolicyEvent } from "@/lib/domain/policy-view";
import { alertsOfPolicyPath } from "./policy-actions";
import { OpenAlerts } from "./policy-columns";
import { type RuleNames, RuleWords } from "./rule-words";

type PolicyBodyProps = {
  policy: WatchedPolicy;
  names: RuleNames;
  /** The newest ones. */
  alerts: ListedAlert[];
  history: PolicyEvent[];
};

/** All that is known of a policy: what it finds, what became of that, and who changed it. */
export function PolicyBody({ policy, names, alerts, history }: PolicyBodyProps) {
  const t = useTranslations("policies.detail");
  return (
    <>
      <Section title={t("rule")}>
        <RuleWords rule={policy.rule} names={names} />
      </Section>
      <Section title={t("settings")}>
        <PolicyFacts policy={policy} />
      </Section>
      <Section title={t("alerts")}>
        <NewestAlerts alerts={alerts} policy={policy} />
      </Section>
      <Section title={t("history")}>
        <PolicyHistory events={history} />
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
      <CardContent className="text-sm">{children}</CardContent>
    </Card>
  );
}

function PolicyFacts({ policy }: { policy: WatchedPolicy }) {
  const t = useTranslations("policies");
  const format = useFormatter();
  const { type, description, dailyLimit, matches, isBuiltIn, createdAt, modifiedAt, id } = policy;
  return (
    <FactList>
      <Fact name={t("columns.type")}>{t(`types.${type}`)}</Fact>
      {description !== "" && (
        <Fact name={t("detail.description")}>
          <span className="whitespace-pre-line">{description}</span>
        </Fact>
      )}
      <Fact name={t("detail.dailyLimit")}>{t("detail.perDay", { count: dailyLimit })}</Fact>
      <Fact name={t("columns.matches")}>{format.number(matches, "count")}</Fact>
      <Fact name={t("columns.openAlerts")}>
        <OpenAlerts id={id} name={policy.name} openAlerts={policy.openAlerts} />
      </Fact>
      <Fact name={t("detail.origin")}>{t(isBuiltIn ? "detail.builtIn" : "detail.own")}</Fact>
      <Fact name={t("detail.createdAt")}>
        <ExactTime at={createdAt} />
      </Fact>
      <Fact name={t("detail.modifiedAt")}>
        <ExactTime at={modifiedAt} />
      </Fact>
      <Fact name={t("detail.id")}>
        <code className="break-all text-xs">{id}</code>
      </Fact>
    </FactList>
  );
}

function NewestAlerts({ alerts, policy }: { alerts: ListedAlert[]; policy: WatchedPolicy }) {
  const t = useTranslations("policies.detail");
  if (alerts.length === 0) return <p className="text-muted-foreground">{t("noAlerts")}</p>;
  return (
    <div className="grid gap-4">
      <ol className="grid gap-3">
        {alerts.map((alert) => (
          <li key={alert.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <SeverityBadge severity={alert.severity} />
            <Link
              href={alertPath(alert.id)}
              prefetch={false}
              className="wrap-anywhere text-link underline-offset-4 hover:underline"
            >
              {[...alert.accounts, ...alert.apps].slice(0, 2).join(" · ") || alert.title}
            </Link>
            <AlertStateBadge state={alert.state} />
            <span className="text-muted-foreground text-xs">
              <RelativeTime at={alert.raisedAt} />
            </span>
          </li>
        ))}
      </ol>
      <Button asChild className="w-fit">
        <Link href={alertsOfPolicyPath(policy.id)}>{t("allAlerts")}</Link>
      </Button>
    </div>
  );
}

function PolicyHistory({ events }: { events: PolicyEvent[] }) {
  const t = useTranslations("policies.detail");
  const audit = useTranslations("audit");
  if (events.length === 0) return <p className="text-muted-foreground">{t("noHistory")}</p>;
  return (
    <ol className="grid gap-4">
      {events.map(({ id, action, actorName, actorKind, at }) => (
        <li key={id} className="grid gap-0.5">
          <p className="font-medium">{audit(`actions.${action}`)}</p>
          <p className="break-words text-muted-foreground text-xs">
            {actorName} · {audit(`actorKinds.${actorKind}`)} · <ExactTime at={at} />
          </p>
        </li>
      ))}
    </ol>
  );
}
