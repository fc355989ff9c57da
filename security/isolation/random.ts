/** Numbers that one seed decides, so that a found case is run again as it was. */
export type Random = {
  /** Below a bound. */
  below(bound: number): number;
  chance(probability: number): boolean;
  /** @throws Error for an empty list */
  of<T>(list: readonly T[]): T;
};

/** Mulberry32: small, fast, and good enough to choose inputs. Source: Tommy Ettinger, public domain. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    chance: (probability) => next() < probability,
    of: (list) => {
      if (list.length === 0) throw new Error("nothing to choose from");
      return list[below(list.length)] as (typeof list)[number];
    },
  };
}
