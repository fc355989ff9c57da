"use client";

import { ChartArea, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { paintAt, SeriesSwatch } from "./series-paint";
import type { TimeSeriesData } from "./time-series";
import { TimeSeriesTable } from "./time-series-table";

/** The library of charts comes in a part of its own, only to pages that show one. */
const TimeSeriesPlot = dynamic(() => import("./time-series-plot").then(({ TimeSeriesPlot }) => TimeSeriesPlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

type TimeSeriesChartProps = TimeSeriesData & {
  /** Names the chart, and its table. */
  title: string;
  /** The level of the title's heading. */
  level?: 2 | 3;
};

/**
 * Numbers over time, 256 px high whatever becomes of it. The same numbers stand in a table, which screen readers always
 * find and everybody can ask for; the arrow keys walk through the plot.
 */
export function TimeSeriesChart({ title, level = 2, ...data }: TimeSeriesChartProps) {
  const t = useTranslations("charts");
  const id = useId();
  const [showsTable, setShowsTable] = useState(false);
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <figure aria-labelledby={`${id}-title`} className="relative grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Heading id={`${id}-title`} className="font-semibold text-base">
          {title}
        </Heading>
        <Button size="sm" variant="ghost" aria-pressed={showsTable} onClick={() => setShowsTable(!showsTable)}>
          {showsTable ? <ChartArea aria-hidden /> : <Table2 aria-hidden />}
          {t("showAsTable")}
        </Button>
      </div>
      <Legend id={id} series={data.series} />
      {!showsTable && (
        <div className="h-64 min-w-0">
          <TimeSeriesPlot {...data} id={id} title={t("plot", { title })} />
        </div>
      )}
      <section
        aria-label={title}
        className={cn(showsTable ? "h-64 overflow-y-auto rounded-md border" : "sr-only")}
        {...(showsTable && { tabIndex: 0 })}
      >
        <TimeSeriesTable {...data} title={title} />
      </section>
    </figure>
  );
}

function Legend({ id, series }: { id: string; series: TimeSeriesData["series"] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {series.map(({ key, label }, index) => (
        <li key={key} className="flex items-center gap-2 text-sm">
          <SeriesSwatch id={`${id}-legend-${key}`} paint={paintAt(index)} />
          {label}
        </li>
      ))}
    </ul>
  );
}
