import type { SampleTransaction } from "./sample-traffic";

/** The fields of the record that a format can carry; what is not listed is absent after parsing. */
export type CarriedField = "user" | "host" | "destinationIp" | "url" | "uploaded" | "downloaded" | "total" | "blocked";

/** How an appliance writes its log. */
export type SampleWriter = {
  header?: readonly string[];
  line: (transaction: SampleTransaction) => string;
  carries: readonly CarriedField[];
  /** The finest step of the format's times, in milliseconds. */
  timeStepMs: number;
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The pieces of an instant in UTC as logs write them. */
export function writtenTime(atMs: number) {
  const iso = new Date(atMs).toISOString();
  const [date = "", clock = ""] = iso.slice(0, 19).split("T");
  const [year = "", month = "01", day = ""] = date.split("-");
  const monthName = MONTHS[Number(month) - 1] ?? "Jan";
  return {
    iso,
    date,
    clock,
    slashed: `${year}/${month}/${day} ${clock}`,
    epoch: `${Math.floor(atMs / 1000)}.${String(atMs % 1000).padStart(3, "0")}`,
    commonLog: `${day}/${monthName}/${year}:${clock} +0000`,
    monthFirst: `${monthName} ${day} ${year} ${clock}`,
    syslog: `${monthName} ${day.replace(/^0/, " ")} ${clock}`,
  };
}

export function urlOf(transaction: SampleTransaction): string {
  return `https://${transaction.host}${transaction.path}`;
}

export function totalOf(transaction: SampleTransaction): number {
  return transaction.uploadedBytes + transaction.downloadedBytes;
}
