"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { ExactTime } from "@/components/ui/exact-time";
import type { AuditDetail, AuditEvent } from "@/lib/domain/audit-event";
import { roles } from "@/lib/domain/role-table";

/** The facts of changes that have a name in the catalogue; a newer one shows by its key until it has. */
const namedFacts = [
  "action",
  "actor",
  "administrator",
  "after",
  "anonymizesUsers",
  "apps",
  "before",
  "comment",
  "dailyLimit",
  "customParser",
  "domains",
  "email",
  "events",
  "feedback",
  "files",
  "format",
  "from",
  "left",
  "logType",
  "method",
  "policyType",
  "reason",
  "reasonId",
  "receiver",
  "replaced",
  "role",
  "ruleChanged",
  "score",
  "search",
  "secondFactor",
  "sessions",
  "severity",
  "slug",
  "tag",
  "target",
  "until",
  "verdict",
] as const;

/** A button that opens what does not fit into a row: the facts of the change, ids for other logs, the whole client. */
export function EventDetails({ event }: { event: AuditEvent }) {
  const t = useTranslations("audit");
  const action = t(`actions.${event.action}`);
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="link" size="inline" aria-label={t("detailsOf", { action, target: event.target.name })}>
          {t("showDetails")}
        </Button>
      </DialogTrigger>
      <DialogContent textOnly title={action} description={<ExactTime at={event.at} />}>
        <EventFacts event={event} />
      </DialogContent>
    </Dialog>
  );
}

function EventFacts({ event }: { event: AuditEvent }) {
  const t = useTranslations("audit");
  const factName = useFactName();
  const factText = useFactText();
  const { actor, target } = event;
  return (
    <dl className="grid gap-3 text-sm">
      <Fact name={t("columns.actor")} id={actor.id}>
        {actor.name}
      </Fact>
      <Fact name={t("columns.target")} id={target.id}>
        {target.name}
      </Fact>
      {Object.entries(event.detail).map(([name, value]) => (
        <Fact key={name} name={factName(name)}>
          {factText(value)}
        </Fact>
      ))}
      <Fact name={t("facts.address")}>{event.ip}</Fact>
      <Fact name={t("facts.client")}>{event.userAgent || t("noClient")}</Fact>
      <Fact name={t("facts.requestId")} id={event.requestId} />
    </dl>
  );
}

type FactProps = { name: string; id?: string | null; children?: ReactNode };

function Fact({ name, id, children }: FactProps) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[9rem_1fr]">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-words">
        {children}
        {id && <code className="block break-all text-xs leading-5">{id}</code>}
      </dd>
    </div>
  );
}

function useFactName(): (name: string) => string {
  const t = useTranslations("audit");
  return (name) => {
    const known = namedFacts.find((fact) => fact === name);
    return known === undefined ? name : t(`facts.${known}`);
  };
}

function useFactText(): (value: AuditDetail[string]) => string {
  const t = useTranslations("audit");
  const roleName = useTranslations("roles");
  const format = useFormatter();
  return (value) => {
    if (value === null) return t("noValue");
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") return format.number(value, "count");
    const role = roles.find((known) => known === value);
    return role === undefined ? value : roleName(role);
  };
}
