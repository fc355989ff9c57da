import { cn } from "@/components/ui/cn";

type SparklineProps = {
  /** Evenly spaced in time; null where nobody knows, which breaks the line. */
  values: readonly (number | null)[];
  /** What the line says in words: it is all that a screen reader learns. */
  label: string;
  className?: string;
};

const width = 100;
const height = 24;
/** Room for the stroke at both ends. */
const inset = 2;

/** A line the size of a word, from zero to its own maximum. It needs no script, so a table may have one in each row. */
export function Sparkline({ values, label, className }: SparklineProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={cn("h-6 w-24 overflow-visible", className)}
    >
      <path
        d={sparkPath(values)}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** The path through the values that are known; one that stands alone is a dot. */
export function sparkPath(values: readonly (number | null)[]): string {
  const largest = Math.max(...values.map((value) => value ?? 0), 0) || 1;
  const step = values.length > 1 ? (width - 2 * inset) / (values.length - 1) : 0;
  let isPenDown = false;
  const moves = values.map((value, index) => {
    if (value === null) {
      isPenDown = false;
      return "";
    }
    const x = rounded(inset + index * step);
    const y = rounded(height - inset - (value / largest) * (height - 2 * inset));
    const isAlone = !isPenDown && (values[index + 1] ?? null) === null;
    const move = isPenDown ? `L${x} ${y}` : isAlone ? `M${x} ${y}h0` : `M${x} ${y}`;
    isPenDown = true;
    return move;
  });
  return moves.join("");
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10;
}
