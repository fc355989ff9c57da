import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TrafficDay, TrafficTotals } from "@/lib/domain/discovery-summary";

type TrafficTotalCardsProps = {
  /** `apps` only where there is more than one: what was blocked stands in its place otherwise. */
  totals: TrafficTotals & { apps?: number };
  days: readonly TrafficDay[];
  /** When there was traffic last; null for never. */
  lastAt: Date | null;
};

/** The sums of some traffic, and when it was seen last. */
export function TrafficTotalCards({ totals, days, lastAt }: TrafficTotalCardsProps) {
  const t = useTranslations("discovery.totals");
  const write = useUnitFormat();
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {totals.apps === undefined ? (
        <Total name={t("blocked")}>{write(totals.blockedTransactions, "count")}</Total>
      ) : (
        <Total name={t("apps")}>{write(totals.apps, "count")}</Total>
      )}
      <Total name={t("users")}>{write(totals.users, "count")}</Total>
      <Total name={t("ipAddresses")}>{write(totals.ipAddresses, "count")}</Total>
      <Total
        name={t("transactions")}
        beside={<Sparkline values={days.map(({ transactions }) => transactions)} label={t("transactionsByDay")} />}
      >
        {write(totals.transactions, "count")}
      </Total>
      <Total name={t("uploaded")}>{write(totals.uploadedBytes, "bytes")}</Total>
      <Total name={t("downloaded")}>{write(totals.downloadedBytes, "bytes")}</Total>
      <Total name={t("traffic")}>{write(totals.totalBytes, "bytes")}</Total>
      <Total name={t("lastData")}>{lastAt === null ? t("noDataYet") : <RelativeTime at={lastAt} />}</Total>
    </dl>
  );
}

function Total({ name, beside, children }: { name: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1 rounded-md border bg-card p-2.5 sm:p-4">
      <dt className="text-muted-foreground text-xs sm:text-sm">{name}</dt>
      <dd className="flex flex-wrap items-end justify-between gap-2">
        <span className="font-semibold text-base sm:text-xl">{children}</span>
        {beside}
      </dd>
    </div>
  );
}
