"use client";

import { useTranslations } from "next-intl";
import type { DataTableColumn } from "@/components/data-table/column";
import { ExactTime } from "@/components/ui/exact-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditActor, AuditEvent } from "@/lib/domain/audit-event";
import { clientName } from "@/lib/domain/client-name";
import { EventDetails } from "./event-details";

/** The audit log's columns: when, what, who, what to, from where, and the rest on demand. */
export function useAuditColumns(): DataTableColumn<AuditEvent>[] {
  const t = useTranslations("audit");
  return [
    {
      id: "at",
      header: t("columns.at"),
      sort: "desc",
      cell: ({ at }) => (
        <div className="grid">
          <RelativeTime at={at} tooltip={false} />
          <span className="text-muted-foreground text-xs sm:whitespace-nowrap">
            <ExactTime at={at} />
          </span>
        </div>
      ),
    },
    {
      id: "action",
      header: t("columns.action"),
      heading: true,
      cell: ({ action }) => <span className="font-medium">{t(`actions.${action}`)}</span>,
    },
    { id: "actor", header: t("columns.actor"), cell: ({ actor }) => <Actor actor={actor} /> },
    {
      id: "target",
      header: t("columns.target"),
      cell: ({ target }) => (
        <div className="grid">
          <span className="break-words">{target.name}</span>
          <span className="text-muted-foreground text-xs">{t(`targetKinds.${target.kind}`)}</span>
        </div>
      ),
    },
    {
      id: "origin",
      header: t("columns.origin"),
      cell: ({ ip, userAgent }) => (
        <div className="grid">
          <span className="whitespace-nowrap font-mono text-xs leading-5">{ip}</span>
          <span className="break-words text-muted-foreground text-xs">{clientName(userAgent) || t("noClient")}</span>
        </div>
      ),
    },
    { id: "details", header: t("columns.details"), cell: (event) => <EventDetails event={event} /> },
  ];
}

function Actor({ actor }: { actor: AuditActor }) {
  const t = useTranslations("audit");
  const roleName = useTranslations("roles");
  const kind = t(`actorKinds.${actor.kind}`);
  const role = actor.role === null ? null : roleName(actor.role);
  // That somebody with a role is a member goes without saying; that it was a program does not.
  const facts = role === null ? kind : actor.kind === "member" ? role : t("actorFacts", { kind, role });
  return (
    <div className="grid">
      <span className="break-words">{actor.name}</span>
      <span className="text-muted-foreground text-xs">{facts}</span>
    </div>
  );
}
