/** A SHA-256 digest, as a string of one byte a character. */
const hashLength = 32;
/** Slots for each place: half of them stay empty, so that few are looked at. */
const slotsEach = 2;

/**
 * Which place belongs to which hash, up to a number of places. Open addressing over plain bytes, because a Map and a string
 * for each hash take twice the memory. A digest needs no hash function: any of its bytes are as good.
 */
export class HashPlaces {
  readonly #hashes: Uint8Array;
  /** A place and one; zero where nothing is. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  #size = 0;

  constructor(places: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(1, places) * slotsEach));
    this.#hashes = new Uint8Array(places * hashLength);
    this.#slots = new Int32Array(slots);
    this.#mask = slots - 1;
  }

  get size(): number {
    return this.#size;
  }

  find(hash: string): number | undefined {
    for (let slot = firstSlot((at) => hash.charCodeAt(at)) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place < 0) return undefined;
      if (this.#holds(place, hash)) return place;
    }
  }

  /** Gives a free place to a hash that has none yet. */
  add(hash: string, place: number): void {
    if (hash.length !== hashLength) throw new Error(`a digest has ${hashLength} bytes, not ${hash.length}`);
    for (let at = 0; at < hashLength; at += 1) this.#hashes[place * hashLength + at] = hash.charCodeAt(at);
    let slot = this.#homeOf(place);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = place + 1;
    this.#size += 1;
  }

  /** Frees a place. What stood behind it moves up, so that no search ends early. */
  remove(place: number): void {
    let hole = this.#homeOf(place);
    while (this.#slots[hole] !== place + 1) hole = (hole + 1) & this.#mask;
    for (let slot = (hole + 1) & this.#mask; this.#slots[slot] !== 0; slot = (slot + 1) & this.#mask) {
      const fromHome = (slot - this.#homeOf((this.#slots[slot] ?? 0) - 1)) & this.#mask;
      if (fromHome < ((slot - hole) & this.#mask)) continue;
      this.#slots[hole] = this.#slots[slot] ?? 0;
      hole = slot;
    }
    this.#slots[hole] = 0;
    this.#size -= 1;
  }

  #homeOf(place: number): number {
    return firstSlot((at) => this.#hashes[place * hashLength + at] ?? 0) & this.#mask;
  }

  #holds(place: number, hash: string): boolean {
    for (let at = 0; at < hashLength; at += 1)
      if (this.#hashes[place * hashLength + at] !== hash.charCodeAt(at)) return false;
    return true;
  }
}

function firstSlot(byteAt: (at: number) => number): number {
  return byteAt(0) | (byteAt(1) << 8) | (byteAt(2) << 16) | (byteAt(3) << 24);
}
