import { useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TimeSeriesData } from "./time-series";
import { usePointLabel } from "./use-point-label";
import { useUnitFormat } from "./use-unit-format";

type TimeSeriesTableProps = Pick<TimeSeriesData, "points" | "series" | "unit" | "step"> & { title: string };

/** The numbers behind a chart, the newest first. */
export function TimeSeriesTable({ title, points, series, unit, step }: TimeSeriesTableProps) {
  const t = useTranslations("charts");
  const write = useUnitFormat();
  const label = usePointLabel(step);
  return (
    <Table aria-label={title}>
      <TableHeader>
        <TableRow>
          <TableHead>{t(step)}</TableHead>
          {series.map(({ key, label }) => (
            <TableHead key={key} className="text-right">
              {label}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {points.toReversed().map(({ at, values }) => (
          <TableRow key={at}>
            <TableCell>{label.full(at)}</TableCell>
            {series.map(({ key, label }) => (
              <TableCell key={key} data-label={label} className="text-right max-sm:text-left">
                {write(values[key] ?? null, unit)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
