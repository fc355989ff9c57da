import type { Spread } from "../harness/ratio";
import type { Stage } from "../harness/stage";

/** One line of the results. */
export type Line = {
  what: string;
  /** A ratio with its spread, or a single figure with its unit. */
  figure: Spread | string;
  gate: string;
  /** Null where there is no gate. */
  passed: boolean | null;
  remark?: string;
};

/** How long and how often; short runs are for trying the harness. */
export type Pace = { rounds: number; milliseconds: number };

export type Run = { stage: Stage; pace: Pace; note: (text: string) => void };

/** A row of the plan: what is compared with what. */
export type Row = {
  id: string;
  title: string;
  /** Why a gate of this row is known to be missed, as far as a profile or a plan tells. */
  whenMissed?: string;
} & ({ measure: (run: Run) => Promise<Line[]> } | { measureAlone: (run: Omit<Run, "stage">) => Promise<Line[]> });

export function atLeast(what: string, figure: Spread, gate: number, remark?: string): Line {
  return { what, figure, gate: `≥ ${gate}`, passed: figure.median >= gate, remark };
}

export function atMost(what: string, figure: Spread, gate: number, remark?: string): Line {
  return { what, figure, gate: `≤ ${gate}`, passed: figure.median <= gate, remark };
}
