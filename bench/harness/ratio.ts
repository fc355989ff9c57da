/** The middle of some measurements with their ends: a single number hides how much a shared machine wanders. */
export type Spread = { min: number; median: number; max: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (place: number) => sorted[Math.min(sorted.length - 1, Math.floor(place))] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { min: at(0), median: (at(middle) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) };
}

/** What one side of a comparison measured in each round; sides of the same round were measured one after the other. */
export type Side = { name: string; values: number[] };

/** The ratio of two sides, round by round. */
export function ratioOf(ours: Side, other: Side): Spread {
  return spreadOf(ours.values.map((value, round) => value / (other.values[round] ?? Number.NaN)));
}

export function textOf({ min, median, max }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

/** Measures every contender in turn, round after round, so that a slow minute of the machine strikes them all. */
export async function inRounds(
  rounds: number,
  contenders: Record<string, () => Promise<number>>,
  note: (text: string) => void,
): Promise<Record<string, Side>> {
  const sides = Object.fromEntries(Object.keys(contenders).map((name) => [name, { name, values: [] as number[] }]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, measure] of Object.entries(contenders)) {
      const value = await measure();
      sides[name]?.values.push(value);
      note(`round ${round + 1} of ${rounds}: ${name} ${value >= 100 ? Math.round(value) : value.toFixed(2)}`);
    }
  return sides;
}

type Sides = Awaited<ReturnType<typeof inRounds>>;

/** The ratio of two of the contenders of some rounds. @throws Error when one of them was not measured */
export function ratio(sides: Sides, ours: string, other: string): Spread {
  const [one, two] = [sides[ours], sides[other]];
  if (one === undefined || two === undefined) throw new Error(`${ours} or ${other} was not measured`);
  return ratioOf(one, two);
}

/** The figures behind a ratio, on this machine. */
export function remarkOf(sides: Sides, ours: string, other: string): string {
  const median = (name: string) => Math.round(spreadOf(sides[name]?.values ?? []).median).toLocaleString("en");
  return `${median(ours)} and ${median(other)} requests a second`;
}
