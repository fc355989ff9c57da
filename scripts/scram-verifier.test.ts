import { expect, test } from "vitest";
import { scramVerifier } from "./scram-verifier";

test("a password's verifier is the one of RFC 7677's example in Postgres's form", () => {
  // Salt, password and iterations of RFC 7677, section 3; StoredKey and ServerKey derived from them.
  const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
  const verifier = scramVerifier("pencil", salt);
  expect(verifier).toBe(
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
});
