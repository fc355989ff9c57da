"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { roles } from "@/lib/domain/access";
import type { AuditDetail, AuditEvent } from "@/lib/domain/audit-event";

/** The facts of changes that have a name in the catalogue; a newer one shows by its key until it has. */
const namedFacts = [
  "action",
  "actor",
  "administrator",
  "after",
  "before",
  "comment",
  "email",
  "events",
  "feedback",
  "format",
  "from",
  "method",
  "reasonId",
  "role",
  "search",
  "slug",
  "target",
  "until",
  "verdict",
] as const;

/** What does not fit into a row, opened by a press: ids for other logs, the whole client, the facts of the change. */
export function EventDetails({ event }: { event: AuditEvent }) {
  const t = useTranslations("audit");
  const factName = useFactName();
  const factText = useFactText();
  return (
    <details className="group">
      <summary className="w-fit cursor-pointer whitespace-nowrap rounded-md text-link underline-offset-4 hover:underline">
        {t("showDetails")}
        <span className="sr-only"> {t("detailsOf", { action: t(`actions.${event.action}`), target: event.target.name })}</span>
      </summary>
      <dl className="mt-2 grid min-w-56 max-w-80 gap-1.5 text-xs">
        {Object.entries(event.detail).map(([name, value]) => (
          <Fact key={name} name={factName(name)}>
            {factText(value)}
          </Fact>
        ))}
        <Fact name={t("facts.requestId")}>
          <code className="break-all">{event.requestId}</code>
        </Fact>
        {event.target.id !== "" && (
          <Fact name={t("facts.targetId")}>
            <code className="break-all">{event.target.id}</code>
          </Fact>
        )}
        {event.actor.id !== null && (
          <Fact name={t("facts.actorId")}>
            <code className="break-all">{event.actor.id}</code>
          </Fact>
        )}
        <Fact name={t("facts.client")}>
          <span className="break-words">{event.userAgent || t("noClient")}</span>
        </Fact>
      </dl>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground">{name}</dt>
      <dd>{children}</dd>
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
