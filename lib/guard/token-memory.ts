import { HashPlaces } from "./hash-places";
import { type GuardedToken, packToken, unpackToken } from "./packed-token";
import { type SharedTenant, SharedTenants } from "./shared-tenants";

/** What is remembered of a token, besides the token: when it was asked for, and the epoch of that answer's snapshot. */
export type Remembered = { packed: string; tenant: SharedTenant; epoch: number; askedAt: number; place: number };

export type TokenMemoryLimits = { tokens: number; bytes: number };

const defaultLimits: TokenMemoryLimits = { tokens: 100_000, bytes: 25_000_000 };
/** What a token takes besides the characters of its packed string: that one's head, its hash, slots, the columns below. */
const bytesBeside = 96;
/** Times are kept in tenths of a second, in four bytes: enough for thirteen years. */
const tickMilliseconds = 100;
/** As many tokens stay unpacked beside, a kilobyte each: those that call again and again. */
const unpackedMaximum = 3_072;
/** When they are too many, one in so many newcomers takes a place; else callers in turn would only drive each other out. */
const newcomers = 8;

/**
 * The tokens that this process remembers, by the SHA-256 of their secret as 32 characters of one byte. Bounded in number and
 * in bytes: a full memory forgets tokens that were not used since it last looked around (CLOCK). Columns instead of objects,
 * and packed tokens, keep a hundred thousand of them within 25 MB.
 */
export class TokenMemory {
  readonly #places: HashPlaces;
  readonly #free: number[] = [];
  readonly #packed: string[] = [];
  readonly #tenantNumbers: Int32Array;
  readonly #epochs: Float64Array;
  readonly #askedAts: Uint32Array;
  readonly #used: Uint8Array;
  readonly #tenants = new SharedTenants();
  readonly #unpacked = new Map<number, GuardedToken>();
  #bytes = 0;
  #hand = 0;
  #turnedAway = 0;

  constructor(private readonly limits: TokenMemoryLimits = defaultLimits) {
    this.#places = new HashPlaces(limits.tokens);
    this.#tenantNumbers = new Int32Array(limits.tokens);
    this.#epochs = new Float64Array(limits.tokens);
    this.#askedAts = new Uint32Array(limits.tokens);
    this.#used = new Uint8Array(limits.tokens);
  }

  get size(): number {
    return this.#places.size;
  }

  /** What is remembered under a key, however old it is. Looking counts as use. */
  find(key: string): Remembered | null {
    const place = this.#places.find(key);
    if (place === undefined) return null;
    this.#used[place] = 1;
    return {
      packed: this.#packed[place] ?? "",
      tenant: this.#tenants.at(this.#tenantNumbers[place] ?? 0),
      epoch: this.#epochs[place] ?? 0,
      askedAt: (this.#askedAts[place] ?? 0) * tickMilliseconds,
      place,
    };
  }

  /** The token that was found, at once and not later: its place may be another's then. */
  tokenOf({ packed, tenant, place }: Remembered): GuardedToken {
    const known = this.#unpacked.get(place);
    if (known !== undefined) return known;
    const token = unpackToken(packed, tenant);
    if (this.#unpacked.size >= unpackedMaximum) {
      this.#turnedAway = (this.#turnedAway + 1) % newcomers;
      if (this.#turnedAway !== 0) return token;
      const [oldest] = this.#unpacked.keys();
      if (oldest !== undefined) this.#unpacked.delete(oldest);
    }
    this.#unpacked.set(place, token);
    return token;
  }

  /** Remembers an answer, unless a later one is remembered already. @param askedAt before the question was sent */
  put(key: string, token: GuardedToken, epoch: number, askedAt: number): void {
    const known = this.#places.find(key);
    if (known !== undefined && (this.#epochs[known] ?? 0) > epoch) return;
    if (known !== undefined) this.#remove(known);
    const packed = packToken(token);
    while (this.#isFull(packed)) this.#forgetOne();
    const place = this.#free.pop() ?? this.#packed.length;
    this.#places.add(key, place);
    this.#packed[place] = packed;
    this.#tenantNumbers[place] = this.#tenants.take(token.principal.tenantId, token.principal.tenantSlug);
    this.#epochs[place] = epoch;
    // Rounded down: it may seem older than it is, never younger.
    this.#askedAts[place] = Math.floor(askedAt / tickMilliseconds);
    this.#used[place] = 1;
    this.#bytes += bytesBeside + packed.length;
  }

  clear(): void {
    for (const [place, packed] of this.#packed.entries()) if (packed !== "") this.#remove(place);
  }

  #isFull(next: string): boolean {
    if (this.#places.size === 0) return false;
    return this.#places.size >= this.limits.tokens || this.#bytes + bytesBeside + next.length > this.limits.bytes;
  }

  /** The hand goes round: who was used since it last passed is spared once. */
  #forgetOne(): void {
    for (;;) {
      const place = this.#hand;
      this.#hand = (this.#hand + 1) % this.#packed.length;
      if (this.#packed[place] !== "" && this.#used[place] === 0) {
        this.#remove(place);
        return;
      }
      this.#used[place] = 0;
    }
  }

  #remove(place: number): void {
    this.#places.remove(place);
    this.#bytes -= bytesBeside + (this.#packed[place] ?? "").length;
    this.#packed[place] = "";
    this.#unpacked.delete(place);
    this.#tenants.giveBack(this.#tenantNumbers[place] ?? 0);
    this.#free.push(place);
  }
}
