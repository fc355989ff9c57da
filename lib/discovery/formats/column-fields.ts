/** A field of the record that a log's column can fill. */
export type ColumnField =
  | "time"
  | "date"
  | "sourceIp"
  | "user"
  | "sourceHost"
  | "destinationIp"
  | "destinationHost"
  | "destinationPort"
  | "url"
  | "urlScheme"
  | "urlPath"
  | "uploaded"
  | "downloaded"
  | "total"
  | "action"
  | "device";

/** Which names, in order of preference, a field goes by. */
export type ColumnNames = Readonly<Partial<Record<ColumnField, readonly string[]>>>;

/** Where each field stands; -1 when the log lacks it. */
export type ColumnPlaces = Readonly<Record<ColumnField, number>>;

/** Finds each field's column among the names that a header line lists; names compare without case. */
export function placeColumns(names: ColumnNames, header: readonly string[]): ColumnPlaces {
  const lower = header.map((name) => name.toLowerCase());
  const place = (field: ColumnField): number => {
    for (const name of names[field] ?? []) {
      const index = lower.indexOf(name);
      if (index >= 0) return index;
    }
    return -1;
  };
  return {
    time: place("time"),
    date: place("date"),
    sourceIp: place("sourceIp"),
    user: place("user"),
    sourceHost: place("sourceHost"),
    destinationIp: place("destinationIp"),
    destinationHost: place("destinationHost"),
    destinationPort: place("destinationPort"),
    url: place("url"),
    urlScheme: place("urlScheme"),
    urlPath: place("urlPath"),
    uploaded: place("uploaded"),
    downloaded: place("downloaded"),
    total: place("total"),
    action: place("action"),
    device: place("device"),
  };
}
