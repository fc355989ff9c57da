import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { tokenPath } from "@/components/tokens/token-paths";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { outcomeClasses } from "@/lib/domain/token-usage";
import { type UsagePoint, type UsageRange, type UsageStep, usageRanges } from "@/lib/domain/usage-view";

type UsageSectionProps = {
  publicId: string;
  range: UsageRange;
  step: UsageStep;
  points: UsagePoint[];
  trackedSince: Date;
};

/** Calls over time by how they ended; the range is in the address. */
export function UsageSection({ publicId, range, step, points, trackedSince }: UsageSectionProps) {
  const t = useTranslations("tokens.details");
  const format = useFormatter();
  const total = points.reduce((sum, { calls }) => outcomeClasses.reduce((all, key) => all + calls[key], sum), 0);
  return (
    <section aria-label={t("usage")} className="grid min-w-0 gap-4 rounded-md border bg-card p-5">
      <RangeLinks publicId={publicId} range={range} />
      {total === 0 ? (
        <p className="text-muted-foreground">
          {t.rich("noCalls", {
            since: () => <time dateTime={trackedSince.toISOString()}>{format.dateTime(trackedSince, "day")}</time>,
          })}
        </p>
      ) : (
        <TimeSeriesChart
          title={t(step === "hour" ? "callsPerHour" : "callsPerDay")}
          level={3}
          points={points.map(({ at, calls }) => ({
            at: step === "hour" ? at.toISOString() : at.toISOString().slice(0, 10),
            values: calls,
          }))}
          series={outcomeClasses.map((key) => ({ key, label: t(`classes.${key}`) }))}
          {...{ unit: "count", step, shape: "bars" }}
        />
      )}
    </section>
  );
}

function RangeLinks({ publicId, range }: { publicId: string; range: UsageRange }) {
  const t = useTranslations("tokens.details");
  return (
    <nav aria-label={t("range")} className="flex flex-wrap gap-2">
      {usageRanges.map((one) => (
        <Button
          key={one}
          size="sm"
          asChild
          className={cn(one === range && "border-primary bg-selected text-selected-foreground")}
        >
          <Link
            href={`${tokenPath(publicId)}?range=${one}`}
            scroll={false}
            prefetch={false}
            aria-current={one === range ? "true" : undefined}
          >
            {t(`ranges.${one}`)}
          </Link>
        </Button>
      ))}
    </nav>
  );
}
