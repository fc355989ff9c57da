import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSubnets } from "./read-subnets";

describe("blocks of addresses", () => {
  test.each([
    ["203.0.113.0/24", "0000:0000:0000:0000:0000:ffff:cb00:7100", 120],
    ["10.20.30.40/16", "0000:0000:0000:0000:0000:ffff:0a14:0000", 112],
    ["192.0.2.7", "0000:0000:0000:0000:0000:ffff:c000:0207", 128],
    ["2001:db8::/48", "2001:0db8:0000:0000:0000:0000:0000:0000", 48],
    ["2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001", 128],
    ["::ffff:10.0.0.0/104", "0000:0000:0000:0000:0000:ffff:0a00:0000", 104],
  ])("%s is kept as IPv6 in eight full groups", (given, address, mask) => {
    expect(readSubnets([given])).toEqual([{ address, mask, originalString: given }]);
  });

  test.each(["", "hello", "10.0.0.0/33", "10.0.0", "0x7f.1", "2001:db8::/129", "fe80::1%eth0", "10.0.0.0/8/8"])(
    "%j is refused by name",
    (given) => {
      expect(() => readSubnets([given])).toThrow(/is not an IP address or CIDR block$/);
    },
  );

  test("that overlap are refused, whatever their order, family or spelling", () => {
    for (const [one, other] of [
      ["10.0.0.0/8", "10.1.2.3"],
      ["10.1.2.3", "10.0.0.0/8"],
      ["::/0", "192.0.2.0/24"],
      ["::ffff:192.0.2.0/120", "192.0.2.77/32"],
      ["2001:db8::/32", "2001:db8:ffff::/48"],
    ])
      expect(() => readSubnets([String(one), String(other)]), `${one} ${other}`).toThrow("ranges must be apart");
    expect(readSubnets(["10.0.0.0/9", "10.128.0.0/9", "2001:db8::/48", "2001:db8:1::/48"])).toHaveLength(4);
  });

  test("are told apart exactly as the arithmetic of their addresses does", () => {
    const block = fc.record({ address: fc.integer({ min: 0, max: 0xffff }), bits: fc.integer({ min: 16, max: 32 }) });
    fc.assert(
      fc.property(fc.uniqueArray(block, { maxLength: 6 }), (blocks) => {
        const given = blocks.map(({ address, bits }) => `10.0.${address >> 8}.${address & 255}/${bits}`);
        const ends = blocks.map(({ address, bits }) => {
          const size = 2 ** (32 - bits);
          const first = Math.floor(address / size) * size;
          return { first, last: first + size - 1 };
        });
        const meet = ends.some((one, index) =>
          ends.slice(index + 1).some((other) => one.first <= other.last && other.first <= one.last),
        );
        if (meet) expect(() => readSubnets(given)).toThrow("ranges must be apart");
        else expect(readSubnets(given)).toHaveLength(given.length);
      }),
    );
  });
});
