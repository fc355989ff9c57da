import Link from "next/link";
import { useFormatter } from "next-intl";
import { useId } from "react";
import { fillOf, type SeriesPaint, SeriesSwatch, seriesPatterns } from "./series-paint";

export type SharePart = {
  id: string;
  label: string;
  value: number;
  paint: SeriesPaint;
  /** The part's number as it is shown, such as `12 apps`. */
  text: string;
  /** Where the name leads. */
  href?: string;
};

type ShareBarProps = {
  /** Names the table for assistive technology, and its columns. */
  label: string;
  headers: { name: string; text: string; share: string };
  /** At most four, in the order of the bar. */
  parts: readonly SharePart[];
};

/** How a whole divides, as one bar with its table below. The table alone says everything. */
export function ShareBar({ label, headers, parts }: ShareBarProps) {
  const format = useFormatter();
  const id = useId();
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  const shareOf = (value: number) => (whole === 0 ? 0 : value / whole);
  return (
    <div className="grid gap-3">
      <svg aria-hidden="true" focusable="false" className="h-5 w-full overflow-hidden rounded-md bg-accent">
        <defs>{seriesPatterns(id)}</defs>
        {parts.map(({ id: part, value, paint }, index) => {
          const before = parts.slice(0, index).reduce((sum, { value: earlier }) => sum + earlier, 0);
          return (
            <rect
              key={part}
              x={`${shareOf(before) * 100}%`}
              width={`${shareOf(value) * 100}%`}
              height="100%"
              fill={fillOf(id, paint)}
            />
          );
        })}
      </svg>
      <table aria-label={label} className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">{headers.name}</th>
            <th scope="col">{headers.text}</th>
            <th scope="col">{headers.share}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.id}>
              <td className="py-1.5 pr-3">
                <span className="flex items-center gap-2">
                  <SeriesSwatch id={`${id}-${part.id}`} paint={part.paint} />
                  {part.href === undefined ? (
                    part.label
                  ) : (
                    <Link href={part.href} prefetch={false} className="text-link underline-offset-4 hover:underline">
                      {part.label}
                    </Link>
                  )}
                </span>
              </td>
              <td className="whitespace-nowrap py-1.5 pr-3 text-right">{part.text}</td>
              <td className="w-0 whitespace-nowrap py-1.5 text-right text-muted-foreground">
                {format.number(shareOf(part.value), { style: "percent", maximumFractionDigits: 1 })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
