"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ImpactSummary } from "@/components/tokens/usage-impact";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { EndangeredTokenList, MemberActions } from "./member-actions";

type EndangeredTokensProps = {
  memberId: string;
  listTokens: MemberActions["listTokens"];
  /** The list, or why there is none, can be read now. */
  onShown: () => void;
};

type Found = { state: "loading" } | { state: "failed"; reason: string } | ({ state: "found" } & EndangeredTokenList);

/** The living tokens of a member: the programs that stop when that person is deactivated. */
export function EndangeredTokens({ memberId, listTokens, onShown }: EndangeredTokensProps) {
  const t = useTranslations("members.deactivate");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [found, setFound] = useState<Found>({ state: "loading" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each member that the dialog opens for
  useEffect(() => {
    let isCurrent = true;
    const settle = (settled: Found) => {
      if (!isCurrent) return;
      setFound(settled);
      onShown();
    };
    listTokens({ memberId }).then(
      (result) =>
        settle(result.ok ? { state: "found", ...result.value } : { state: "failed", reason: failureText(result) }),
      () => settle({ state: "failed", reason: failures("unreachable") }),
    );
    return () => {
      isCurrent = false;
    };
  }, [memberId]);

  return (
    <div aria-live="polite" aria-busy={found.state === "loading"} className="grid gap-2 text-sm">
      {found.state === "loading" && (
        <>
          <p className="text-muted-foreground">{t("loading")}</p>
          <Skeleton className="h-11" />
        </>
      )}
      {found.state === "failed" && <p className="text-destructive-text">{found.reason}</p>}
      {found.state === "found" && <FoundTokens tokens={found.tokens} total={found.total} impact={found.impact} />}
    </div>
  );
}

function FoundTokens({ tokens, total, impact }: EndangeredTokenList) {
  const t = useTranslations("members.deactivate");
  if (total === 0) return <p>{t("noTokens")}</p>;
  return (
    <>
      <p>{t("tokens", { count: total })}</p>
      <ul className="grid gap-px overflow-hidden rounded-md border">
        {tokens.map(({ publicId, name, lastUsedAt }) => (
          <li key={publicId} className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 px-3 py-1.5">
            <span className="min-w-0 break-words font-medium">{name}</span>
            <span className="text-muted-foreground text-xs">
              {lastUsedAt === null
                ? t("neverUsed")
                : t.rich("lastUsed", { ago: () => <RelativeTime at={lastUsedAt} tooltip={false} /> })}
            </span>
          </li>
        ))}
        {total > tokens.length && (
          <li className="px-3 py-2 text-muted-foreground">{t("more", { count: total - tokens.length })}</li>
        )}
      </ul>
      <div className="rounded-md border bg-muted p-3">
        <ImpactSummary impact={impact} withToken />
      </div>
    </>
  );
}
