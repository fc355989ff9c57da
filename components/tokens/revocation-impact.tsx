"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ExactTime } from "@/components/ui/exact-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedToken } from "./listed-token";

/** When, from where and with which client a token was last used: what tells whether anything will stop. */
export function RevocationImpact({ token, withOwner }: { token: ListedToken; withOwner: boolean }) {
  const t = useTranslations("tokens");
  const { lastUse } = token;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-md border bg-muted p-3">
      {withOwner && <Fact term={t("revoke.owner")}>{`${token.ownerName} (${token.ownerEmail})`}</Fact>}
      {lastUse === null ? (
        <Fact term={t("revoke.lastUse")}>{t("lastUse.never")}</Fact>
      ) : (
        <>
          <Fact term={t("revoke.lastUse")}>
            <RelativeTime at={lastUse.at} tooltip={false} />
            <span className="text-muted-foreground"> · </span>
            <ExactTime at={lastUse.at} />
          </Fact>
          <Fact term={t("revoke.address")}>{lastUse.ip}</Fact>
          <Fact term={t("revoke.client")}>{lastUse.userAgent || t("lastUse.unknownClient")}</Fact>
        </>
      )}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
