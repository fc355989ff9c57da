import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPseudonym, normaliseUserName } from "@/lib/domain/discovery-user";
import { createNameCipher } from "./anonymise-name";

const contoso = createNameCipher(new Uint8Array(32).fill(1));
const fabrikam = createNameCipher(new Uint8Array(32).fill(2));

test("a pseudonym resolves to the normalised name, and is the same every time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (name) => {
      const pseudonym = contoso.anonymise("user", name);
      expect(isPseudonym(pseudonym)).toBe(true);
      expect(contoso.resolve("user", pseudonym)).toBe(normaliseUserName(name));
      expect(contoso.anonymise("user", ` ${name.normalize("NFD")} `)).toBe(pseudonym);
    }),
  );
});

test("another tenant, another kind or a changed pseudonym does not resolve", () => {
  const pseudonym = contoso.anonymise("user", "CORP\\jdoe");
  expect(contoso.resolve("user", pseudonym)).toBe("corp\\jdoe");
  expect(fabrikam.resolve("user", pseudonym)).toBeUndefined();
  expect(contoso.resolve("device", pseudonym)).toBeUndefined();
  for (let index = 0; index < pseudonym.length; index += 1) {
    const changed = pseudonym.slice(0, index) + (pseudonym[index] === "A" ? "B" : "A") + pseudonym.slice(index + 1);
    expect(contoso.resolve("user", changed), changed).toBeUndefined();
  }
  expect(fabrikam.anonymise("user", "CORP\\jdoe")).not.toBe(pseudonym);
  expect(contoso.anonymise("device", "CORP\\jdoe")).not.toBe(pseudonym);
});

test("arbitrary text is no pseudonym of ours", () => {
  fc.assert(fc.property(fc.string(), (text) => contoso.resolve("user", text) === undefined));
  expect(contoso.resolve("user", `anon1_${randomBytes(32).toString("base64url")}`)).toBeUndefined();
});

test("names of up to 15 bytes have pseudonyms of one length", () => {
  const lengths = ["a", "jdoe", "grace.yang"].map((name) => contoso.anonymise("user", name).length);
  expect(new Set(lengths).size).toBe(1);
});

test("a key of another length is refused", () => {
  expect(() => createNameCipher(new Uint8Array(16))).toThrow(RangeError);
});
