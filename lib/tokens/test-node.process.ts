import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { guardPool } from "../db/client";
import { isFailure } from "../domain/failure";
import { env } from "../env";
import { recordGrace } from "../grace/record-grace";
import { closeAll } from "../process-once";
import { openGuard } from "./open-guard";

/*
 * One process of the portal as its guard sees it, for tests of several: asks with a token every millisecond, and tells what
 * became of it. Times are of the machine's monotonic clock, which all processes share.
 */
const order = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ask"), secret: z.string() }),
  z.object({ type: z.literal("hammer"), secret: z.string() }),
  z.object({ type: z.literal("report") }),
  z.object({ type: z.literal("stop") }),
]);

type Outcome = "letIn" | "refused" | "forbidden" | "unavailable";
export type HammerReport = Record<Outcome, number> & { lastLetInAt: number; statements: number };

const now = () => Number(process.hrtime.bigint()) / 1e6;
const pool = guardPool();
const query = pool.query;
let statements = 0;
Object.assign(pool, {
  query: (...asked: Parameters<typeof query>) => {
    statements += 1;
    return query.apply(pool, asked);
  },
});
const { AUTH_MODE: mode } = env();
const guard = await openGuard({
  limits: { refusedPerMinute: 1_000_000_000 },
  keepGrace: (span) => recordGrace(span, mode.kind === "grace" ? mode.seconds : 0),
});
let round = 0;
let report = emptyReport();

function emptyReport(): HammerReport {
  return { letIn: 0, refused: 0, forbidden: 0, unavailable: 0, lastLetInAt: 0, statements: 0 };
}

async function outcomeOf(secret: string): Promise<Outcome> {
  try {
    await guard.tokens.authenticate({ authorization: `Token ${secret}`, tenantSlug: null, source: "192.0.2.1" });
    return "letIn";
  } catch (error) {
    if (!isFailure(error)) return "unavailable";
    return error.code === "forbidden" ? "forbidden" : error.code === "unavailable" ? "unavailable" : "refused";
  }
}

async function hammer(secret: string, own: number): Promise<void> {
  while (own === round) {
    const askedAt = now();
    const outcome = await outcomeOf(secret);
    if (own !== round) return;
    report[outcome] += 1;
    if (outcome === "letIn") report.lastLetInAt = askedAt;
    await pause(1);
  }
}

process.on("message", async (message) => {
  const given = order.parse(message);
  switch (given.type) {
    case "ask":
      return void process.send?.({
        type: "outcome",
        outcome: await outcomeOf(given.secret),
        holdsLease: guard.holdsLease(),
      });
    case "hammer":
      round += 1;
      report = emptyReport();
      statements = 0;
      void hammer(given.secret, round);
      return void process.send?.({ type: "hammering" });
    case "report":
      return void process.send?.({ type: "report", report: { ...report, statements } });
    case "stop":
      round += 1;
      await guard.close();
      await closeAll();
      process.exit(0);
  }
});
// A test that ended without saying so.
process.on("disconnect", () => process.exit(1));
process.send?.({ type: "ready" });
