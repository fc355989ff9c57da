/**
 * A place in the order in which events arrived: the number that a transaction drew when it stored its first event, and the
 * event's id.
 * Unlike a time or a sequence it cannot be overtaken: a row whose transaction commits late is never behind a place that
 * somebody has read up to.
 */
export type ArrivalPoint = {
  /** A number of 64 bits, as text; larger than those of all transactions that had drawn one before. */
  transaction: string;
  id: string;
};

/** What a reader of arrivals has not seen yet. */
export type ArrivalWindow = {
  /** Read up to here; null reads from the beginning. */
  after: ArrivalPoint | null;
  /** Rows stored by older transactions belong to the replay, which goes back to `replaySince` and no further. */
  replayBefore: string;
  replaySince: Date;
  /** Transactions with this number or a larger one may not have ended: what they stored is read later. */
  before: string;
};

/** Rows in the order of their arrival. */
export type Arrivals<Row> = {
  rows: Row[];
  /** Where the last row stands; the window's own place when there is none. */
  end: ArrivalPoint | null;
  hasNext: boolean;
};
