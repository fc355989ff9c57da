"use client";

import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SessionRow } from "./session-row";

type SessionListProps = { sessions: SessionRow[]; action?: (session: SessionRow, client: string) => ReactNode };

/** Living sessions: browser and system, address, when each began and was last used. */
export function SessionList({ sessions, action }: SessionListProps) {
  const t = useTranslations("account.sessions");
  return (
    <ul className="grid gap-px overflow-hidden rounded-md border bg-border">
      {sessions.map((session) => {
        const client = session.client === null ? t("unknownClient") : t("client", session.client);
        return (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 bg-card px-4 py-3"
          >
            <div className="grid min-w-0 gap-0.5 text-sm">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                <span title={session.userAgent}>{client}</span>
                {session.isCurrent && (
                  <Badge tone="info" icon={<MonitorSmartphone aria-hidden />}>
                    {t("current")}
                  </Badge>
                )}
              </p>
              <p className="text-muted-foreground text-xs">
                <span className="font-mono">{session.ip}</span>
                {session.isSecondFactorGiven && ` · ${t("withFactor")}`}
                {" · "}
                {t.rich("began", { at: () => <RelativeTime at={session.createdAt} tooltip={false} /> })}
                {" · "}
                {t.rich("seen", { at: () => <RelativeTime at={session.lastSeenAt} tooltip={false} /> })}
              </p>
            </div>
            {action?.(session, client)}
          </li>
        );
      })}
    </ul>
  );
}
