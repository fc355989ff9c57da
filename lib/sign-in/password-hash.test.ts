import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password-hash";

test("a password is kept as argon2id with 19 MiB, two passes and one lane", async () => {
  const kept = await hashPassword("correct horse battery staple");
  expect(kept).toMatch(/^\$argon2id\$/);
  expect(parseOptions(kept)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
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
