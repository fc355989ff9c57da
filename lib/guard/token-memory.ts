import { packId } from "./packed-id";
import { type GuardedToken, type PackedTenant, packToken, unpackToken } from "./packed-token";

/** What is remembered of a token, besides the token: when it was asked for, and the epoch of that answer's snapshot. */
export type Remembered = { packed: string; tenant: PackedTenant; epoch: number; askedAt: number };

export type TokenMemoryLimits = { tokens: number; bytes: number };

const defaultLimits: TokenMemoryLimits = { tokens: 100_000, bytes: 25_000_000 };
/** What a token takes besides its packed string: key, place in the map, and the columns below. */
const bytesBeside = 144;

/**
 * The tokens that this process remembers, by the hash of their secret. Bounded in number and in bytes: a full memory
 * forgets tokens that were not used since it last looked around (CLOCK). Columns instead of objects, and packed tokens,
 * keep a hundred thousand of them within 25 MB.
 */
export class TokenMemory {
  readonly #places = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #keys: string[] = [];
  readonly #packed: string[] = [];
  readonly #tenants: (SharedTenant | undefined)[] = [];
  readonly #epochs: Float64Array;
  readonly #askedAts: Float64Array;
  readonly #used: Uint8Array;
  readonly #sharedTenants = new Map<string, SharedTenant>();
  #bytes = 0;
  #hand = 0;

  constructor(private readonly limits: TokenMemoryLimits = defaultLimits) {
    this.#epochs = new Float64Array(limits.tokens);
    this.#askedAts = new Float64Array(limits.tokens);
    this.#used = new Uint8Array(limits.tokens);
  }

  get size(): number {
    return this.#places.size;
  }

  /** What is remembered under a key, however old it is. Looking counts as use. */
  find(key: string): Remembered | null {
    const place = this.#places.get(key);
    if (place === undefined) return null;
    this.#used[place] = 1;
    return this.#at(place);
  }

  /** Remembers an answer, unless a later one is remembered already. @param askedAt before the question was sent */
  put(key: string, token: GuardedToken, epoch: number, askedAt: number): void {
    const known = this.#places.get(key);
    if (known !== undefined && (this.#epochs[known] ?? 0) > epoch) return;
    if (known !== undefined) this.#remove(known);
    const packed = packToken(token);
    while (this.#isFull(packed)) this.#forgetOne();
    const place = this.#free.pop() ?? this.#keys.length;
    this.#keys[place] = key;
    this.#packed[place] = packed;
    this.#tenants[place] = this.#share(token);
    this.#epochs[place] = epoch;
    this.#askedAts[place] = askedAt;
    this.#used[place] = 1;
    this.#places.set(key, place);
    this.#bytes += bytesBeside + packed.length;
  }

  clear(): void {
    for (const place of [...this.#places.values()]) this.#remove(place);
  }

  #at(place: number): Remembered | null {
    const [packed, tenant] = [this.#packed[place], this.#tenants[place]];
    if (packed === undefined || tenant === undefined) return null;
    return { packed, tenant, epoch: this.#epochs[place] ?? 0, askedAt: this.#askedAts[place] ?? 0 };
  }

  #isFull(next: string): boolean {
    if (this.#places.size === 0) return false;
    return this.#places.size >= this.limits.tokens || this.#bytes + bytesBeside + next.length > this.limits.bytes;
  }

  /** The hand goes round: who was used since it last passed is spared once. */
  #forgetOne(): void {
    for (;;) {
      const place = this.#hand;
      this.#hand = (this.#hand + 1) % this.#keys.length;
      if (this.#tenants[place] !== undefined && this.#used[place] === 0) {
        this.#remove(place);
        return;
      }
      this.#used[place] = 0;
    }
  }

  #remove(place: number): void {
    const [key = "", packed = "", tenant] = [this.#keys[place], this.#packed[place], this.#tenants[place]];
    this.#places.delete(key);
    this.#bytes -= bytesBeside + packed.length;
    this.#keys[place] = "";
    this.#packed[place] = "";
    this.#tenants[place] = undefined;
    this.#free.push(place);
    if (tenant === undefined) return;
    tenant.tokens -= 1;
    if (tenant.tokens === 0) this.#sharedTenants.delete(sharedName(tenant));
  }

  #share({ principal: { tenantId: id, tenantSlug: slug } }: GuardedToken): SharedTenant {
    const name = sharedName({ id, slug });
    const tenant = this.#sharedTenants.get(name) ?? { key: packId(id), id, slug, tokens: 0 };
    this.#sharedTenants.set(name, tenant);
    tenant.tokens += 1;
    return tenant;
  }
}

/** A tenant, with the number of its remembered tokens. */
type SharedTenant = PackedTenant & { tokens: number };

/** With the slug: a tenant that was renamed is another one here. */
function sharedName({ id, slug }: { id: string; slug: string }): string {
  return `${id} ${slug}`;
}

/** The token that is remembered. */
export function tokenOf({ packed, tenant }: Remembered): GuardedToken {
  return unpackToken(packed, tenant);
}
