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
