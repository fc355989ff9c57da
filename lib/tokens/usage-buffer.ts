import type { CallCountRow, LastUseRow } from "./guard-store";

/** One guarded call, after its answer was sent. */
export type RecordedCall = LastUseRow & { outcome: number };

type Save = (lastUses: LastUseRow[], counts: CallCountRow[]) => Promise<void>;

const hourMilliseconds = 3_600_000;
const userAgentMaximum = 256;
/** A caller that changes its user agent or address with each call must not grow the map without end. */
const countsMaximum = 20_000;
const flushAtTokens = 5_000;
const flushEveryMilliseconds = 5_000;
const firstUseMilliseconds = 50;
/** An attempt to call is an outcome worth counting, but a refused call never makes a token "used". */
const refusals = new Set([401, 403, 429]);

/**
 * Gathers calls in memory and writes them in sorted batches: every 5 seconds, at 5,000 tokens, or at once after a token's
 * first use. At most one batch is on its way. A failed batch is merged back, so an outage loses nothing; a killed process
 * loses at most the last 5 seconds.
 */
export class UsageBuffer {
  private lastUses = new Map<string, LastUseRow>();
  private counts = new Map<string, CallCountRow>();
  private timer: NodeJS.Timeout | undefined;
  private dueAt = Number.POSITIVE_INFINITY;
  private flight: Promise<void> | undefined;
  /** Tokens whose first use this process has already hurried to the database. */
  private hurried = new Set<string>();

  constructor(
    private readonly save: Save,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Takes one call. Never throws and never waits: the answer has already gone out. */
  add(call: RecordedCall): void {
    const { outcome, ...use } = { ...call, userAgent: call.userAgent.slice(0, userAgentMaximum) };
    this.count(use, outcome);
    if (!refusals.has(outcome)) {
      mergeLatest(this.lastUses, use);
      if (!this.hurried.has(call.tokenId)) {
        this.hurried.add(call.tokenId);
        this.schedule(firstUseMilliseconds);
      }
    }
    this.schedule(this.lastUses.size >= flushAtTokens ? 0 : flushEveryMilliseconds);
  }

  /** Writes everything that is waiting. For a graceful stop, and for whoever needs the numbers right now. */
  async flush(): Promise<void> {
    await this.flight;
    if (this.lastUses.size === 0 && this.counts.size === 0) return;
    const [lastUses, counts] = [this.lastUses, this.counts];
    this.lastUses = new Map();
    this.counts = new Map();
    this.flight = this.save(sorted(lastUses), sorted(counts))
      .catch((error) => {
        for (const use of lastUses.values()) mergeLatest(this.lastUses, use);
        for (const [key, row] of counts) this.mergeCount(key, row);
        this.onError(error);
        this.schedule(flushEveryMilliseconds);
      })
      .finally(() => {
        this.flight = undefined;
      });
    await this.flight;
  }

  private count(use: LastUseRow, outcome: number): void {
    const hour = new Date(Math.floor(use.at.getTime() / hourMilliseconds) * hourMilliseconds);
    const row: CallCountRow = { ...use, outcome, hour, calls: 1 };
    const keyOf = (r: CallCountRow) =>
      [r.tenantId, r.tokenId, r.hour.getTime(), r.method, r.route, outcome, r.ip, r.userAgent].join("\u0000");
    const key = keyOf(row);
    const hasRoom = this.counts.size < countsMaximum || this.counts.has(key);
    const kept = hasRoom ? row : { ...row, ip: "other", userAgent: "other" };
    this.mergeCount(hasRoom ? key : keyOf(kept), kept);
  }

  private mergeCount(key: string, row: CallCountRow): void {
    const known = this.counts.get(key);
    this.counts.set(key, known ? { ...row, calls: known.calls + row.calls, at: later(known.at, row.at) } : row);
  }

  private schedule(milliseconds: number): void {
    const dueAt = Date.now() + milliseconds;
    if (dueAt >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = dueAt;
    this.timer = setTimeout(() => {
      this.dueAt = Number.POSITIVE_INFINITY;
      void this.flush();
    }, milliseconds);
    // A waiting flush must not keep a stopping process alive; the stop flushes by itself.
    this.timer.unref();
  }
}

function mergeLatest(uses: Map<string, LastUseRow>, use: LastUseRow): void {
  const known = uses.get(use.tokenId);
  if (!known || known.at < use.at) uses.set(use.tokenId, use);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function sorted<Row>(rows: Map<string, Row>): Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
