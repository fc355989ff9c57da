"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ExactTime } from "@/components/ui/exact-time";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Action } from "@/lib/domain/action-result";
import type { UsageImpact } from "@/lib/domain/usage-view";
import type { ListedToken } from "./listed-token";
import { ImpactSummary } from "./usage-impact";
import { useImpact } from "./use-impact";

export type PreviewRevocationAction = Action<{ publicId: string }, UsageImpact>;

type RevocationImpactProps = { token: ListedToken; withOwner: boolean; preview: PreviewRevocationAction };

/** When, from where and with which client a token was last used, and who would be cut off. */
export function RevocationImpact({ token, withOwner, preview }: RevocationImpactProps) {
  const t = useTranslations("tokens");
  const { lastUse, publicId } = token;
  return (
    <div className="grid gap-3 rounded-md border bg-muted p-3">
      <Callers publicId={publicId} preview={preview} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
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
    </div>
  );
}

/** Nobody has to wait for this before they revoke a token that has leaked. */
function Callers({ publicId, preview }: { publicId: string; preview: PreviewRevocationAction }) {
  const t = useTranslations("tokens.impact");
  const found = useImpact(publicId, () => preview({ publicId }));
  return (
    <div aria-live="polite" aria-busy={found.state === "loading"} className="min-h-6">
      {found.state === "loading" && (
        <>
          <span className="sr-only">{t("loading")}</span>
          <Skeleton className="h-4 w-56 max-w-full" />
        </>
      )}
      {found.state === "failed" && <p className="text-destructive-text">{found.reason}</p>}
      {found.state === "found" && <ImpactSummary impact={found.impact} />}
    </div>
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
