/** A kind of log that somebody may choose. `format` is null where there is no parser for it. */
export type SourceChoice = {
  id: string;
  name: string;
  vendor: string;
  isSyslog: boolean;
  format: { name: string; example: string } | null;
};

/** The sources of each vendor, in the order in which they came. */
export function byVendor(sources: readonly SourceChoice[]): { vendor: string; sources: SourceChoice[] }[] {
  const groups = new Map<string, SourceChoice[]>();
  for (const source of sources) {
    const group = groups.get(source.vendor);
    if (group) group.push(source);
    else groups.set(source.vendor, [source]);
  }
  return [...groups].map(([vendor, ofVendor]) => ({ vendor, sources: ofVendor }));
}
