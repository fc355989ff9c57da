import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenKinds } from "../domain/token-kind";
import { hashSecret, mintSecret, parsePeppers, parseSecret } from "./token-secret";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

describe("a minted secret", () => {
  test("has the published form and parses back to its kind and public id", () => {
    const prefixes = { api: "pcu", "siem-agent": "pcs", "log-collector": "pcc" };
    for (const kind of tokenKinds) {
      const { secret, publicId } = mintSecret(kind);
      expect(secret).toMatch(new RegExp(`^${prefixes[kind]}1[0-9A-Za-z]{60}$`));
      expect(parseSecret(secret)).toEqual({ kind, publicId });
      expect(secret.slice(4, 16)).toBe(publicId);
    }
  });

  test("T-01: uses every character equally often (chi-square over 1.08 million characters)", () => {
    const counts = new Map<string, number>();
    let total = 0;
    for (let round = 0; round < 20_000; round++) {
      for (const character of mintSecret("api").secret.slice(4, 58)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
        total++;
      }
    }
    const expected = total / alphabet.length;
    const chiSquare = [...alphabet].reduce((sum, c) => sum + ((counts.get(c) ?? 0) - expected) ** 2 / expected, 0);
    // 61 degrees of freedom: a fair generator exceeds 121 once in a hundred thousand runs.
    expect(chiSquare).toBeLessThan(121);
  });

  test("T-02: never comes twice in 100,000", () => {
    const seen = new Set(Array.from({ length: 100_000 }, () => mintSecret("api").secret));
    expect(seen.size).toBe(100_000);
  });
});

describe("the checksum", () => {
  const { secret } = mintSecret("api");

  test("T-02: rejects every substitution of one character", () => {
    for (let place = 0; place < secret.length; place++)
      for (const character of alphabet)
        if (character !== secret[place])
          expect(parseSecret(secret.slice(0, place) + character + secret.slice(place + 1))).toBeNull();
  });

  test("T-02: rejects swapped neighbours, truncation and additions", () => {
    for (let place = 0; place < secret.length - 1; place++) {
      const swapped = `${secret.slice(0, place)}${secret[place + 1]}${secret[place]}${secret.slice(place + 2)}`;
      if (swapped !== secret) expect(parseSecret(swapped)).toBeNull();
    }
    for (let length = 0; length < secret.length; length++) expect(parseSecret(secret.slice(0, length))).toBeNull();
    expect(parseSecret(`${secret}0`)).toBeNull();
    expect(parseSecret(` ${secret}`)).toBeNull();
    expect(parseSecret(`${secret}\n`)).toBeNull();
  });
});

describe("the parser", () => {
  /** `npm run test:faults` runs many more. */
  const cases = Number(process.env.TOKEN_PARSER_CASES ?? 5_000);
  const { secret } = mintSecret("api");
  const bytes = fc.uint8Array({ maxLength: 16_384 }).map((some) => Buffer.from(some).toString("latin1"));
  const near = fc
    .tuple(fc.nat({ max: 63 }), fc.string({ unit: "binary", maxLength: 4 }))
    .map(([place, text]) => secret.slice(0, place) + text + secret.slice(place + text.length));

  test("T-03: gives a verdict on any bytes, and takes nothing for a token but what was minted", () => {
    fc.assert(
      fc.property(fc.oneof(bytes, near, fc.string({ unit: "binary", maxLength: 200 })), (text) => {
        const parsed = parseSecret(text);
        return text === secret ? parsed !== null : parsed === null;
      }),
      { numRuns: cases },
    );
  });

  test("T-03: takes no longer for the worst text than for a token, whatever its length", () => {
    const worst = ["pcu1".repeat(4_096), "p".repeat(16_384), `pcu1${"0".repeat(16_380)}`, `${secret.slice(0, 63)}\n`];
    const reads = (text: string) => {
      const began = process.cpuUsage().user;
      for (let round = 0; round < 2_000; round++) parseSecret(text);
      return process.cpuUsage().user - began;
    };
    // A text of backtracking would cost thousands of times as much: no clock decides here.
    const [token, ...others] = [secret, ...worst].map(reads);
    for (const other of others) expect(other).toBeLessThan(Math.max(token ?? 0, 10_000) * 100);
  });
});

describe("what is stored", () => {
  test("T-10: depends on the pepper, so a copied database authenticates nothing", () => {
    const [one] = parsePeppers(`k1:${Buffer.alloc(32, 1).toString("base64")}`);
    const [other] = parsePeppers(`k2:${Buffer.alloc(32, 2).toString("base64")}`);
    const { secret } = mintSecret("api");
    expect(hashSecret(secret, one)).toHaveLength(32);
    expect(hashSecret(secret, one)).toEqual(hashSecret(secret, one));
    expect(hashSecret(secret, one)).not.toEqual(hashSecret(secret, other));
  });

  test("a pepper shorter than 32 bytes is refused", () => {
    expect(() => parsePeppers("k1:c2hvcnQ=")).toThrow("32 bytes");
  });
});
