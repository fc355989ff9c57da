/** A UUID in the 16 bytes that it is, as a string of Latin-1: a third of the memory, and still a key of a Map. */
export function packId(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("latin1");
}

/** The UUID as people write it. */
export function unpackId(packed: string): string {
  const hex = Buffer.from(packed, "latin1").toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
