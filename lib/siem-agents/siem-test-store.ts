import { z } from "zod";
import type { SiemAgentTest } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type SiemConnectionTest, type SiemTestReport, siemTestResult } from "../domain/siem-connection-test";

/** The latest connection test of an agent; null when there was none. */
export async function findSiemTest(
  tx: Transaction,
  { tenantId }: Pick<Visibility, "tenantId">,
  agentId: string,
): Promise<SiemConnectionTest | null> {
  const row = await tx.siemAgentTest.findFirst({ where: { tenantId, agentId } });
  return row === null ? null : siemTestOf(row);
}

/** Puts a new test in the place of the former one. */
export async function insertSiemTest(
  tx: Transaction,
  { tenantId }: Visibility,
  agentId: string,
  test: Pick<SiemConnectionTest, "id" | "requestedAt" | "requestedByName">,
): Promise<void> {
  const fresh = { ...test, startedAt: null, finishedAt: null, steps: [] };
  await tx.siemAgentTest.upsert({
    where: { tenantId_agentId: { tenantId, agentId } },
    create: { tenantId, agentId, ...fresh },
    update: fresh,
  });
}

/** Keeps how far an agent has come. What concerns a former test, or one that has ended, changes nothing. */
export async function markSiemTestProgress(
  tx: Transaction,
  agent: { tenantId: string; id: string },
  { id, steps, isFinished }: SiemTestReport,
  at: Date,
): Promise<void> {
  const where = { tenantId: agent.tenantId, agentId: agent.id, id, finishedAt: null };
  await tx.siemAgentTest.updateMany({ where: { ...where, startedAt: null }, data: { startedAt: at } });
  await tx.siemAgentTest.updateMany({ where, data: { steps, ...(isFinished ? { finishedAt: at } : {}) } });
}

export function siemTestOf(row: SiemAgentTest): SiemConnectionTest {
  const { id, requestedAt, requestedByName, startedAt, finishedAt, steps } = row;
  return { id, requestedAt, requestedByName, startedAt, finishedAt, steps: z.array(siemTestResult).parse(steps) };
}
