import { z } from "zod";
import type { Transaction } from "../db/transaction";
import { type ConnectionTest, connectionTestOutcomes } from "../domain/connection-test";

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

/** Keeps when a program took its test up. Again, or for a former test, changes nothing. */
export async function markConnectionTestTakenUp(
  tx: Transaction,
  { tenantId, tokenId }: TestedProgram,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  const where = { tenantId, tokenId, id, startedAt: null, finishedAt: null };
  await tx.connectionTest.updateMany({ where, data: { startedAt: at } });
}

/** Keeps the steps of a test, and its end. What concerns a former test, or one that has ended, changes nothing. */
export async function markConnectionTestSteps(
  tx: Transaction,
  { tenantId, tokenId }: TestedProgram,
  { id, ...data }: Pick<ConnectionTest, "id" | "steps" | "finishedAt">,
): Promise<void> {
  await tx.connectionTest.updateMany({ where: { tenantId, tokenId, id, finishedAt: null }, data });
}
