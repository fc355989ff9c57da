import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, isOutdatedHash, verifyPassword } from "./password-hash";

test("L-01: a password is kept as argon2id with 19 MiB, two passes and one lane", async () => {
  const kept = await hashPassword("correct horse battery staple");
  expect(kept).toMatch(/^\$argon2id\$/);
  expect(parseOptions(kept)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
});

test("L-01: a hash of less memory, fewer passes, another algorithm or no sense is outdated, and today's is not", async () => {
  expect(isOutdatedHash(await hashPassword("correct horse battery staple"))).toBe(false);
  for (const kept of [
    "$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
    "$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
    "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
    "$2b$10$abcdefghijklmnopqrstuv",
    "",
  ])
    expect(isOutdatedHash(kept), kept).toBe(true);
});

test("the password opens its hash, and no other does", async () => {
  const kept = await hashPassword("correct horse battery staple");
  expect(await verifyPassword(kept, "correct horse battery staple")).toBe(true);
  expect(await verifyPassword(kept, "Correct horse battery staple")).toBe(false);
});

test("equal passwords have different hashes", async () => {
  const [one, other] = await Promise.all([hashPassword("the very same words"), hashPassword("the very same words")]);
  expect(one).not.toBe(other);
});

test("the same characters open the hash however the keyboard composed them", async () => {
  const kept = await hashPassword("caf\u00e9 au lait, please");
  expect(await verifyPassword(kept, "cafe\u0301 au lait, please")).toBe(true);
});

test("nothing opens an account that has no password", async () => {
  expect(await verifyPassword(null, "")).toBe(false);
  expect(await verifyPassword(null, "anything at all")).toBe(false);
});
