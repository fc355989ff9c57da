"use client";

import { useFormatter, useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TokenCaller, UsageImpact } from "@/lib/domain/usage-view";
import { CallerClient, CallerNetwork } from "./caller-words";

type ImpactSummaryProps = {
  impact: UsageImpact;
  /** The callers use several tokens: each says which. */
  withToken?: boolean;
};

/** How many callers would be cut off and when the last one called, in one line; who they are on demand. */
export function ImpactSummary({ impact, withToken = false }: ImpactSummaryProps) {
  const t = useTranslations("tokens.impact");
  const format = useFormatter();
  const { callers, total, calls, lastAt, trackedSince } = impact;
  if (lastAt === null)
    return (
      <p>
        {t.rich("none", {
          since: () => <time dateTime={trackedSince.toISOString()}>{format.dateTime(trackedSince, "day")}</time>,
        })}
      </p>
    );
  return (
    <details className="group grid gap-2">
      <summary className="w-fit cursor-pointer rounded-md py-0.5">
        <span className="font-medium">{t("callers", { count: total })}</span>
        <span className="text-muted-foreground"> · </span>
        {t.rich("last", { ago: () => <RelativeTime at={lastAt} tooltip={false} /> })}
        <span className="text-muted-foreground"> · </span>
        {t("calls", { count: calls })}
      </summary>
      <section
        aria-label={t("listLabel")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus, or no key can scroll it
        tabIndex={0}
        className="mt-2 max-h-52 overflow-y-auto rounded-md border bg-card"
      >
        <ul>
          {callers.map((caller) => (
            <CallerLine key={keyOf(caller)} caller={caller} withToken={withToken} />
          ))}
          {total > callers.length && (
            <li className="px-3 py-2 text-muted-foreground">{t("more", { count: total - callers.length })}</li>
          )}
        </ul>
      </section>
    </details>
  );
}

function CallerLine({ caller, withToken }: { caller: TokenCaller; withToken: boolean }) {
  const t = useTranslations("tokens.impact");
  return (
    <li className="grid gap-0.5 border-b px-3 py-2 last:border-b-0">
      <span className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0 break-words">
          <CallerClient client={caller.client} />
          <span className="text-muted-foreground"> · </span>
          <CallerNetwork network={caller.network} />
        </span>
        <span className="text-muted-foreground text-xs">
          {t("calls", { count: caller.calls })} · <RelativeTime at={caller.lastAt} tooltip={false} />
        </span>
      </span>
      <span className="break-all font-mono text-muted-foreground text-xs">
        {caller.method} {caller.route}
      </span>
      {withToken && <span className="break-words text-muted-foreground text-xs">{caller.tokenName}</span>}
    </li>
  );
}

function keyOf({ tokenName, client, network, method, route }: TokenCaller): string {
  return [tokenName, client, network, method, route].join(" ");
}
