import { describe, expect, test } from "vitest";
import { type EpochAnswer, KnownEpoch } from "./known-epoch";

const answer: EpochAnswer = { epoch: 7, incarnation: "first", isSeen: true, events: [] };

function knownAt() {
  const time = { now: 1_000 };
  const starts: (number | null)[] = [];
  const clock = { monotonic: () => time.now, wall: () => time.now };
  const known = new KnownEpoch(clock, { kind: "strict" }, (before) => void starts.push(before));
  const hear = (heard: Partial<EpochAnswer>) => known.apply({ ...answer, ...heard }, known.now());
  return { known, time, starts, hear };
}

describe("what a process knows", () => {
  test("begins with the first answer, which is no going back", () => {
    const { known, starts, hear } = knownAt();
    const before = known.generation;
    hear({});
    expect(starts).toEqual([null]);
    expect(known.generation).toBe(before + 1);
    hear({ epoch: 8, events: [{ kind: "global", epoch: 8 }] });
    expect(starts).toEqual([null]);
  });

  test.each([{ epoch: 6 }, { incarnation: "second" }, { epoch: 9, incarnation: "second" }])(
    "begins anew when the database answers from another history: %j",
    (other) => {
      const { known, starts, hear } = knownAt();
      hear({});
      const before = known.generation;
      hear(other);
      expect(starts).toEqual([null, 7]);
      expect(known.generation).toBe(before + 1);
    },
  );

  test("R-15: gives no lease to a process that the registry does not show, and lets the one it has run out", () => {
    const { known, time, hear } = knownAt();
    hear({ isSeen: false });
    expect(known.holdsLease()).toBe(false);
    hear({});
    expect(known.holdsLease()).toBe(true);
    time.now += 600;
    hear({ isSeen: false });
    expect(known.holdsLease()).toBe(true);
    time.now += 400;
    expect(known.holdsLease()).toBe(false);
  });

  test("raises the floor of everything when events are missing", () => {
    const { known, hear } = knownAt();
    hear({});
    hear({ epoch: 9, events: [{ kind: "global", epoch: 9 }] });
    hear({ epoch: 11, events: [] });
    expect(known.floors.allows(10, "t", "m", "x")).toBe(false);
    expect(known.floors.allows(11, "t", "m", "x")).toBe(true);
  });
});
