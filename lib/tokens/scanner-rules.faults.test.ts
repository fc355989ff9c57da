import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { tokenPattern } from "../domain/token-pattern";

const megabytes = 100;

test("T-15: the published scanner rules find nothing in 100 MB of hashes and base64", () => {
  const pattern = new RegExp(`\\b${tokenPattern}\\b`, "g");
  let bytes = 0;
  for (let round = 0; bytes < megabytes * 1_000_000; round++) {
    const hashes = Array.from({ length: 1_000 }, (_, place) =>
      createHash("sha256").update(`${round} ${place}`).digest("hex"),
    );
    const text = [randomBytes(300_000).toString("base64"), randomBytes(300_000).toString("base64url"), ...hashes].join(
      "\n",
    );
    expect(text.match(pattern)).toBeNull();
    bytes += text.length;
  }
});
