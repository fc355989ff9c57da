"use client";

import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TokenUse } from "@/lib/domain/api-token";

/** How long ago a token was used; exact time, address, client and call are in the tooltip. */
export function TokenLastUse({ use }: { use: TokenUse | null }) {
  const t = useTranslations("tokens.lastUse");
  if (use === null) return <span className="text-muted-foreground">{t("never")}</span>;
  return (
    <RelativeTime
      at={use.at}
      details={
        <>
          <span>{t("from", { address: use.ip })}</span>
          <span>{t("with", { client: use.userAgent || t("unknownClient") })}</span>
          <span className="break-all font-mono">{t("call", { method: use.method, route: use.route })}</span>
        </>
      }
    />
  );
}
