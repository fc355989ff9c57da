/*
 * Each series has a colour and a pattern, so that it can be told without colour; swatches are painted like the plot. The
 * pattern's lines are cut out of the colour, in the colour of the ground.
 */

/** Series that a chart can tell apart. */
export type SeriesPaint = 1 | 2 | 3 | 4;
const paints: readonly SeriesPaint[] = [1, 2, 3, 4];

const colours: Record<SeriesPaint, string> = {
  1: "var(--chart-1)",
  2: "var(--chart-2)",
  3: "var(--chart-3)",
  4: "var(--chart-4)",
};

const cuts: Record<SeriesPaint, string | null> = {
  1: null,
  2: "M-2 2 l4 -4 M0 8 l8 -8 M6 10 l4 -4",
  3: "M1 4 h2 M5 0 h2 M5 8 h2",
  4: "M0 4 h8",
};

/** The paint of the series at a place; after the last one it begins anew. */
export function paintAt(index: number): SeriesPaint {
  return paints[index % paints.length] ?? 1;
}

export function colourOf(paint: SeriesPaint): string {
  return colours[paint];
}

/** What `fill` takes where the patterns of this id are in the same SVG. */
export function fillOf(id: string, paint: SeriesPaint): string {
  return `url(#${id}-${paint})`;
}

/** The patterns, for the `defs` of an SVG. @param id unique in the document */
export function seriesPatterns(id: string) {
  return paints.map((paint) => {
    const cut = cuts[paint];
    return (
      <pattern key={paint} id={`${id}-${paint}`} width={8} height={8} patternUnits="userSpaceOnUse">
        <rect width={8} height={8} fill={colours[paint]} />
        {cut !== null && <path d={cut} stroke="var(--card)" strokeWidth={2} fill="none" />}
      </pattern>
    );
  });
}

type SeriesSwatchProps = { id: string; paint: SeriesPaint };

/** The square beside a series' name. @param id of patterns that are anywhere in the document */
export function SeriesSwatch({ id, paint }: SeriesSwatchProps) {
  return (
    <svg aria-hidden="true" focusable="false" className="size-3.5 shrink-0 rounded-[3px]">
      <defs>{seriesPatterns(id)}</defs>
      <rect width="100%" height="100%" fill={fillOf(id, paint)} />
    </svg>
  );
}
