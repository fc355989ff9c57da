import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { leaseRequests, returnRequests } from "./quota-store";

const program = fileURLToPath(new URL("./request-quota.process.ts", import.meta.url));
const outcome = z.object({ type: z.literal("done"), admitted: z.number(), statements: z.number() });

test.each([
  { perToken: 600, perTenant: 3_000, atOnce: 1 },
  { perToken: 600, perTenant: 3_000, atOnce: 32 },
  { perToken: 600, perTenant: 30, atOnce: 8 },
])(
  "three processes together admit exactly the limit: %j",
  async ({ perToken, perTenant, atOnce }) => {
    const [tenantId, tokenId] = [randomUUID(), randomUUID()];
    const children = Array.from({ length: 3 }, () =>
      fork(program, [tenantId, tokenId, String(perToken), String(perTenant), String(atOnce)], {
        execArgv: ["--import", "tsx"],
      }),
    );
    await Promise.all(children.map((child) => once(child, "message")));
    const outcomes = await Promise.all(children.map(run));
    const sum = (pick: (one: z.infer<typeof outcome>) => number) => outcomes.map(pick).reduce((a, b) => a + b, 0);
    expect(sum((one) => one.admitted)).toBe(Math.min(perToken, perTenant));
    // Three processes at the end of a window share the last few requests in small leases; the rest travels in large ones.
    expect(sum((one) => one.statements)).toBeLessThan(90);
  },
  60_000,
);

test("what is given back can be leased again, but only within its window", async () => {
  const subject = { tenantId: randomUUID(), subjectId: randomUUID() };
  const [lease] = await leaseRequests([{ ...subject, maximum: 10, wanted: 100 }]);
  expect(lease).toMatchObject({ size: 5, leased: 5 });
  const windowEndsAt = lease?.windowEndsAt ?? new Date(0);
  await returnRequests([{ ...subject, windowEndsAt: new Date(windowEndsAt.getTime() - 1), unspent: 5 }]);
  expect(await leaseRequests([{ ...subject, maximum: 10, wanted: 1 }])).toMatchObject([{ leased: 6 }]);
  await returnRequests([{ ...subject, windowEndsAt, unspent: 4 }]);
  expect(await leaseRequests([{ ...subject, maximum: 10, wanted: 1 }])).toMatchObject([{ size: 1, leased: 3 }]);
});

test("a limit that was lowered in the middle of a window grants nothing more and takes nothing away", async () => {
  const subject = { tenantId: randomUUID(), subjectId: randomUUID() };
  await leaseRequests([{ ...subject, maximum: 100, wanted: 50 }]);
  expect(await leaseRequests([{ ...subject, maximum: 30, wanted: 10 }])).toMatchObject([{ size: 0, leased: 50 }]);
});

async function run(child: ChildProcess): Promise<z.infer<typeof outcome>> {
  const answer = once(child, "message");
  child.send({ type: "go" });
  const [message] = await answer;
  return outcome.parse(message);
}
