import fc from "fast-check";
import { expect, test } from "vitest";
import { mintSecret } from "../tokens/token-secret";
import { TokenScan, withoutTokens } from "./token-scan";

test("a token is found wherever the pieces of the text are cut, and once", () => {
  const { secret } = mintSecret("api");
  const text = `GET https://crm.example/?key=${secret}&again=${secret} 200\nnext line`;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((one, other) => one - other), text.length];
      const scan = new TokenScan();
      for (const [index, place] of places.entries()) scan.look(text.slice(places[index - 1] ?? 0, place));
      expect(scan.found).toEqual([secret]);
    }),
  );
});

test("tokens of every kind are found, and nothing is in a text without one", () => {
  const secrets = (["api", "siem-agent", "log-collector"] as const).map((kind) => mintSecret(kind).secret);
  const scan = new TokenScan();
  scan.look(secrets.join(" "));
  expect(scan.found).toEqual(secrets);
  const other = new TokenScan();
  other.look("pcu1 pcs1short pc pcu2".repeat(100));
  expect(other.found).toEqual([]);
});

test("what is shown of a line keeps the public id of a token and nothing of its secret, also where it was cut off", () => {
  const { secret, publicId } = mintSecret("api");
  expect(withoutTokens(`a ${secret} b`)).toBe(`a pcu1${publicId}… b`);
  expect(withoutTokens(`a ${secret.slice(0, 40)}`)).toBe(`a pcu1${publicId}…`);
  expect(withoutTokens("a line")).toBe("a line");
});
