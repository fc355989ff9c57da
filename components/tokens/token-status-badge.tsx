"use client";

import { UserX } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { HintText } from "@/components/ui/tooltip";
import { activeDays } from "@/lib/domain/api-token";
import type { ListedToken } from "./listed-token";
import { statusIcons } from "./token-status-icons";

const tones = { generated: "info", active: "success", inactive: "warning", revoked: "neutral" } as const;

/** The status as a word with an icon; why it is so is in the tooltip. */
export function TokenStatusBadge({ token }: { token: ListedToken }) {
  const t = useTranslations("tokens");
  const reason = useStatusReason(token);
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <HintText content={reason}>
        <Badge tone={tones[token.status]} icon={statusIcons[token.status]}>
          {t(`statuses.${token.status}`)}
        </Badge>
      </HintText>
      {token.ownerDeactivated && token.status !== "revoked" && (
        <HintText content={t("ownerDeactivatedReason", { owner: token.ownerName })}>
          <Badge tone="danger" icon={<UserX aria-hidden />}>
            {t("ownerDeactivated")}
          </Badge>
        </HintText>
      )}
    </span>
  );
}

/** Why the status is what it is, in words of its own. */
export function TokenStatusReason({ token }: { token: ListedToken }) {
  const t = useTranslations("tokens");
  const reason = useStatusReason(token);
  const isShutOut = token.ownerDeactivated && token.status !== "revoked";
  return <>{isShutOut ? t("ownerDeactivatedReason", { owner: token.ownerName }) : reason}</>;
}

function useStatusReason(token: ListedToken): string {
  const t = useTranslations("tokens.reasons");
  const format = useFormatter();
  const now = useNow();
  const at = token.lastUse?.at ?? now;
  switch (token.status) {
    case "generated":
    case "revoked":
      return t(token.status);
    case "active":
      return t("active", { ago: format.relativeTime(at, at > now ? at : now), days: activeDays });
    case "inactive":
      // In days whatever the distance, because that is what the limit is counted in.
      return t("inactive", { ago: format.relativeTime(at, { now, unit: "day" }), days: activeDays });
  }
}
