import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { HashPlaces } from "./hash-places";

const digest = (text: string) => hash("sha256", text, "binary");
/** Digests that all want one of two slots, the last and the first: chains that run round the end. */
const crowded = (key: number) =>
  `${key % 2 === 0 ? "\u00ff\u00ff\u00ff\u00ff" : "\0\0\0\0"}${digest(`${key}`).slice(4)}`;

test.each([
  ["digests as they come", (key: number) => digest(`${key}`)],
  ["digests that all begin alike", crowded],
])("is a map of hashes: %s", (_what, hashOf) => {
  const acts = fc.array(fc.record({ key: fc.nat(40), adds: fc.boolean() }), { maxLength: 300 });
  fc.assert(
    fc.property(acts, (orders) => {
      const places = new HashPlaces(16);
      const model = new Map<number, number>();
      for (const { key, adds } of orders) {
        const known = model.get(key);
        const free = Array.from({ length: 16 }, (_, place) => place).find(
          (place) => ![...model.values()].includes(place),
        );
        if (adds && known === undefined && free !== undefined) {
          places.add(hashOf(key), free);
          model.set(key, free);
        } else if (!adds && known !== undefined) {
          places.remove(known);
          model.delete(key);
        }
        expect(places.size).toBe(model.size);
        for (let other = 0; other <= 40; other += 1) expect(places.find(hashOf(other))).toBe(model.get(other));
      }
    }),
    { numRuns: 60 },
  );
});

test("takes digests only, and none that differs in its last byte for another", () => {
  const places = new HashPlaces(4);
  const one = digest("one");
  places.add(one, 3);
  expect(places.find(one)).toBe(3);
  expect(places.find(`${one.slice(0, -1)}${one.endsWith("a") ? "b" : "a"}`)).toBeUndefined();
  expect(() => places.add("short", 0)).toThrow("a digest has 32 bytes, not 5");
});
