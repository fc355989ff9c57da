import Link from "next/link";
import { type ChartUnit, useUnitFormat } from "./use-unit-format";

export type BarListItem = {
  id: string;
  label: string;
  value: number | null;
  /** Where the name leads. */
  href?: string;
  /** A few more words below the name. */
  note?: string;
};

type BarListProps = {
  /** Names the table for assistive technology, and its two columns. */
  label: string;
  nameHeader: string;
  valueHeader: string;
  items: readonly BarListItem[];
  unit: ChartUnit;
};

/** Ranked numbers, each with a bar as long as its share of the largest. It is a table, so it needs none behind it. */
export function BarList({ label, nameHeader, valueHeader, items, unit }: BarListProps) {
  const write = useUnitFormat();
  const largest = Math.max(1, ...items.map(({ value }) => value ?? 0));
  return (
    <table aria-label={label} className="w-full text-sm">
      <thead className="sr-only">
        <tr>
          <th scope="col">{nameHeader}</th>
          <th scope="col">{valueHeader}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className="relative w-full py-1 pr-4 pb-3">
              <BarName item={item} />
              <svg aria-hidden="true" focusable="false" className="absolute bottom-1 left-0 h-1.5 w-full pr-4">
                <rect width="100%" height="100%" rx={3} fill="var(--accent)" />
                <rect width={`${((item.value ?? 0) / largest) * 100}%`} height="100%" rx={3} fill="var(--chart-1)" />
              </svg>
            </td>
            <td className="whitespace-nowrap py-1 pb-3 text-right align-top">{write(item.value, unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BarName({ item: { label, href, note } }: { item: BarListItem }) {
  return (
    <span className="flex flex-wrap gap-x-2 wrap-anywhere">
      {href === undefined ? (
        label
      ) : (
        <Link href={href} prefetch={false} className="text-link underline-offset-4 hover:underline">
          {label}
        </Link>
      )}
      {note !== undefined && <span className="text-muted-foreground">{note}</span>}
    </span>
  );
}
