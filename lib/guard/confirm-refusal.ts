import type { Clock } from "./clock";
import { clockDrift } from "./times";

/** How far a change has come, as the registry says. */
export type NodeCount = {
  /** The epoch that is asked about. */
  epoch: number;
  /** Processes that may hold a lease, */
  live: number;
  /** and those of them that know every change up to the epoch. */
  applied: number;
  /** The longest lease of the others, in milliseconds; 0 when there are none. */
  longestLease: number;
};

/** Where a change counts. */
export type Confirmation = {
  /** Since when no process lets the change's subject in any more; null when that could not be awaited. */
  confirmedAt: Date | null;
  /** The latest moment at which that will be so, whatever messages are lost. */
  refusedAtLatest: Date;
  nodes: { applied: number; live: number };
};

export type ConfirmationLine = {
  clock: Clock;
  /** Counts for an epoch; for the present one when null. Rejects when the database is in trouble. */
  countNodes(epoch: number | null): Promise<NodeCount>;
  wait(milliseconds: number): Promise<void>;
  /** What to assume of processes that cannot be counted: the longest lease of this one's own mode, in milliseconds. */
  assumedLease: number;
};

/** Counting is cheap, and most processes have heard within a few milliseconds. */
const firstWait = 2;
const longestWait = 25;
/** This process's clock may run fast while that of whoever holds the lease runs slow. */
const slowestPerFastest = (1 + clockDrift) / (1 - clockDrift);
/** People wait no longer than this: in the grace mode, a lease may be hours. */
const patienceMilliseconds = 3_000;

/**
 * Waits, after a change was committed, until every live process knows of it, or until no process can hold a lease any more
 * that it took before. To be called after the commit and never before it.
 */
export async function confirmRefusal(line: ConfirmationLine): Promise<Confirmation> {
  const { clock } = line;
  const committed = { monotonic: clock.monotonic(), wall: clock.wall() };
  const elapsed = () => clock.monotonic() - committed.monotonic;
  let nodes: NodeCount | null = null;
  let pause = firstWait;
  for (;;) {
    nodes = await countAgain(line, nodes);
    const longest = nodes === null ? line.assumedLease : nodes.longestLease;
    const isEverywhere = nodes !== null && nodes.applied >= nodes.live;
    const bound = longest * slowestPerFastest;
    const isConfirmed = isEverywhere || elapsed() >= bound;
    if (isConfirmed || elapsed() >= patienceMilliseconds)
      return {
        confirmedAt: isConfirmed ? new Date(clock.wall()) : null,
        refusedAtLatest: new Date(isConfirmed ? clock.wall() : committed.wall + Math.ceil(bound)),
        nodes: { applied: nodes?.applied ?? 0, live: nodes?.live ?? 0 },
      };
    await line.wait(Math.min(pause, Math.max(1, bound - elapsed())));
    pause = Math.min(longestWait, pause * 2);
  }
}

/** A registry that does not answer says nothing new. */
function countAgain(line: ConfirmationLine, before: NodeCount | null): Promise<NodeCount | null> {
  return line.countNodes(before?.epoch ?? null).catch(() => before);
}
