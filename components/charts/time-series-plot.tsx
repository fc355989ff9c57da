"use client";

import { Area, Bar, CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from "recharts";
import { colourOf, fillOf, paintAt, seriesPatterns } from "./series-paint";
import type { TimePoint, TimeSeriesData } from "./time-series";
import { usePointLabel } from "./use-point-label";
import { useUnitFormat } from "./use-unit-format";

type TimeSeriesPlotProps = TimeSeriesData & {
  /** Unique in the document. */
  id: string;
  title: string;
};

const axis = { stroke: "var(--input)", tick: { fill: "var(--muted-foreground)", fontSize: 12 }, tickLine: false };
const margin = { top: 8, right: 8, bottom: 0, left: 0 };

/** The drawing alone, as large as its box. Nothing moves in it. */
export function TimeSeriesPlot({ id, title, points, series, unit, step, shape }: TimeSeriesPlotProps) {
  const write = useUnitFormat();
  const label = usePointLabel(step);
  return (
    <ComposedChart responsive width="100%" height="100%" data={[...points]} title={title} margin={margin}>
      <defs>{seriesPatterns(id)}</defs>
      <CartesianGrid vertical={false} stroke="var(--border)" />
      <XAxis {...axis} dataKey="at" tickFormatter={label.short} minTickGap={24} />
      <YAxis
        {...axis}
        width="auto"
        axisLine={false}
        tickCount={4}
        allowDecimals={unit === "bytes"}
        tickFormatter={(value: number) => write(value, unit)}
      />
      <Tooltip
        isAnimationActive={false}
        filterNull={false}
        cursor={shape === "bars" ? { fill: "var(--accent)" } : { stroke: "var(--input)" }}
        content={({ active, label: at }) => {
          const point = points.find((one) => one.at === at);
          return active && point ? (
            <PointNote point={point} series={series} unit={unit} write={write} label={label} />
          ) : null;
        }}
      />
      {series.map(({ key, label: name }, index) => {
        const paint = paintAt(index);
        const drawn = {
          dataKey: ({ values }: TimePoint) => values[key] ?? null,
          name,
          stackId: "all",
          fill: fillOf(id, paint),
          stroke: colourOf(paint),
          isAnimationActive: false,
        };
        return shape === "bars" ? (
          <Bar key={key} {...drawn} strokeWidth={1} maxBarSize={40} />
        ) : (
          <Area key={key} {...drawn} type="linear" strokeWidth={2} fillOpacity={0.55} activeDot={{ r: 4 }} />
        );
      })}
    </ComposedChart>
  );
}

type PointNoteProps = Pick<TimeSeriesData, "series" | "unit"> & {
  point: TimePoint;
  write: ReturnType<typeof useUnitFormat>;
  label: ReturnType<typeof usePointLabel>;
};

/** What the pointer or the arrow keys have reached. */
function PointNote({ point, series, unit, write, label }: PointNoteProps) {
  return (
    <div role="status" className="grid gap-1 rounded-md border bg-popover p-2.5 text-popover-foreground shadow-float">
      <p className="font-medium text-xs">{label.full(point.at)}</p>
      {series.map(({ key, label: name }) => (
        <p key={key} className="flex justify-between gap-4 text-xs">
          <span className="text-muted-foreground">{name}</span>
          {write(point.values[key] ?? null, unit)}
        </p>
      ))}
    </div>
  );
}
