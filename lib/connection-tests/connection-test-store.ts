import { z } from "zod";
import type { Transaction } from "../db/transaction";
import { type ConnectionTest, type ConnectionTestReport, connectionTestOutcomes } from "../domain/connection-test";

/** The program that calls with a token: a token that was regenerated has not been tested yet. */
export type TestedProgram = { tenantId: string; tokenId: string };

const results = z.array(
  z.object({
    step: z.string(),
    outcome: z.enum(connectionTestOutcomes),
    detail: z.string(),
    fault: z.string().nullable(),
  }),
);

/** The latest connection test of a program; null when there was none. */
export async function findConnectionTest(
  tx: Transaction,
  { tenantId, tokenId }: TestedProgram,
): Promise<ConnectionTest | null> {
  const row = await tx.connectionTest.findFirst({ where: { tenantId, tokenId } });
  if (row === null) return null;
  const { id, requestedAt, requestedByName, startedAt, finishedAt, steps } = row;
  return { id, requestedAt, requestedByName, startedAt, finishedAt, steps: results.parse(steps) };
}

/** Puts a new test in the place of the former one. */
export async function insertConnectionTest(
  tx: Transaction,
  program: TestedProgram,
  test: Pick<ConnectionTest, "id" | "requestedAt" | "requestedByName">,
): Promise<void> {
  const fresh = { ...test, startedAt: null, finishedAt: null, steps: [] };
  await tx.connectionTest.upsert({
    where: { tenantId_tokenId: program },
    create: { ...program, ...fresh },
    update: fresh,
  });
}

/** Keeps how far a program has come. What concerns a former test, or one that has ended, changes nothing. */
export async function markConnectionTestProgress(
  tx: Transaction,
  { tenantId, tokenId }: TestedProgram,
  { id, steps, isFinished }: ConnectionTestReport,
  at: Date,
): Promise<void> {
  const where = { tenantId, tokenId, id, finishedAt: null };
  await tx.connectionTest.updateMany({ where: { ...where, startedAt: null }, data: { startedAt: at } });
  await tx.connectionTest.updateMany({ where, data: { steps, ...(isFinished ? { finishedAt: at } : {}) } });
}
