import type { TrafficRecord } from "@/lib/domain/discovery-record";
import type { TrafficSum, TrafficTarget } from "@/lib/domain/discovery-traffic";
import { normaliseUserName } from "@/lib/domain/discovery-user";
import { detached } from "./classify-traffic";
import { DAY_MS } from "./values/log-clock";

export type AggregatorOptions = {
  /** Takes rows away; awaited before more are added. Rows of one key may come in several batches and add up. */
  onBatch: (rows: TrafficSum[]) => Promise<void>;
  /** Rows held at most; some 400 bytes each. */
  rowsMaximum?: number;
  /** Replaces a normalised user name, for anonymised sources. */
  pseudonymOf?: (user: string) => string;
};

const ROWS_MAXIMUM = 50_000;
const KNOWN_USERS_MAXIMUM = 50_000;

/** Sums transactions per day, target, user and source IP, with bounded memory. */
export class TrafficAggregator {
  readonly #rows = new Map<string, TrafficSum>();
  readonly #users = new Map<string, string>();
  readonly #days = new Map<number, string>();

  constructor(private readonly options: AggregatorOptions) {}

  /** True when `spill` must be awaited before the next `add`: memory is at its bound. */
  get isFull(): boolean {
    return this.#rows.size >= (this.options.rowsMaximum ?? ROWS_MAXIMUM);
  }

  add(record: TrafficRecord, target: TrafficTarget): void {
    const day = Math.floor(record.occurredAtMs / DAY_MS);
    const user = record.user === undefined ? undefined : this.#userOf(record.user);
    const place = target.kind === "app" ? target.appId : target.name;
    // A tab cannot stand in an address or host, and the user comes last.
    const key = `${day}\t${place}\t${record.sourceIp}\t${user === undefined ? "" : `=${user}`}`;
    const row = this.#rows.get(key);
    if (row) addTo(row, record);
    else this.#rows.set(key, this.#newRow(record, target, user, day));
  }

  /** Hands over all rows and forgets them. Call once more at the end. */
  async spill(): Promise<void> {
    if (this.#rows.size === 0) return;
    const rows = [...this.#rows.values()];
    this.#rows.clear();
    await this.options.onBatch(rows);
  }

  #newRow(record: TrafficRecord, target: TrafficTarget, user: string | undefined, day: number): TrafficSum {
    return {
      day: this.#dayText(day),
      target,
      user,
      sourceIp: detached(record.sourceIp),
      transactions: 1,
      blockedTransactions: record.action === "blocked" ? 1 : 0,
      uploadedBytes: record.uploadedBytes,
      downloadedBytes: record.downloadedBytes,
      totalBytes: knownBytes(record),
      lastOccurredAtMs: record.occurredAtMs,
    };
  }

  #userOf(written: string): string {
    const known = this.#users.get(written);
    if (known !== undefined) return known;
    const name = detached(normaliseUserName(written));
    const user = this.options.pseudonymOf?.(name) ?? name;
    if (this.#users.size >= KNOWN_USERS_MAXIMUM) this.#users.clear();
    this.#users.set(detached(written), user);
    return user;
  }

  #dayText(day: number): string {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    this.#days.set(day, text);
    return text;
  }
}

function addTo(row: TrafficSum, record: TrafficRecord): void {
  row.transactions += 1;
  if (record.action === "blocked") row.blockedTransactions += 1;
  row.uploadedBytes = sum(row.uploadedBytes, record.uploadedBytes);
  row.downloadedBytes = sum(row.downloadedBytes, record.downloadedBytes);
  row.totalBytes = sum(row.totalBytes, knownBytes(record));
  if (record.occurredAtMs > row.lastOccurredAtMs) row.lastOccurredAtMs = record.occurredAtMs;
}

/** Squid and others count one direction only: that is what is known of the whole. */
function knownBytes({ totalBytes, downloadedBytes, uploadedBytes }: TrafficRecord): number | undefined {
  return totalBytes ?? downloadedBytes ?? uploadedBytes;
}

function sum(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined) return right;
  return right === undefined ? left : left + right;
}
