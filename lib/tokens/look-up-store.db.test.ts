import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { guardPool } from "../db/client";
import { isFailure } from "../domain/failure";
import { findTokenByHashes } from "./look-up-store";

test("a flood of tokens that nobody knows takes no more than the guard's own connections, and the crowd is sent away", async () => {
  const pool = guardPool();
  let most = 0;
  const look = () => {
    most = Math.max(most, pool.totalCount);
  };
  const answers = await Promise.allSettled(
    Array.from({ length: 2_000 }, () => findTokenByHashes([randomBytes(32)], "api").finally(look)),
  );
  const unknown = answers.filter((answer) => answer.status === "fulfilled" && answer.value.value === null);
  const sentAway = answers.filter(
    (answer) => answer.status === "rejected" && isFailure(answer.reason) && answer.reason.code === "unavailable",
  );
  expect(most).toBeLessThanOrEqual(6);
  expect(unknown.length).toBeGreaterThan(0);
  expect(sentAway.length).toBeGreaterThanOrEqual(1_400);
  const [next] = await Promise.allSettled([findTokenByHashes([randomBytes(32)], "api")]);
  expect(next).toMatchObject({ status: "fulfilled", value: { value: null } });
});
