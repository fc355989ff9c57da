/**
 * A place in the order in which rows became visible to everybody: the transaction that stored a row, and the row's id.
 * Unlike a time or a sequence it cannot be overtaken: a row whose transaction commits late is never behind a place that
 * somebody has read up to.
 */
export type ArrivalPoint = {
  /** Postgres' 64-bit transaction number, as text. */
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
};

/** Rows in the order of their arrival. */
export type Arrivals<Row> = {
  rows: Row[];
  /** Where the last row stands; the window's own place when there is none. */
  end: ArrivalPoint | null;
  hasNext: boolean;
};
