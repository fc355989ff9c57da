import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { AppScore } from "../domain/app-score";

/** Every score that the tenant has set; at most one for each app. */
export function findAppScores(tx: Transaction, { tenantId }: Pick<Visibility, "tenantId">): Promise<AppScore[]> {
  return tx.discoveryAppScore.findMany({
    where: { tenantId },
    select: { appId: true, score: true, note: true, setAt: true, setByName: true },
    orderBy: { appId: "asc" },
  });
}

/** Sets a score in place of any that was set before. */
export async function saveAppScore(tx: Transaction, { tenantId }: Visibility, score: AppScore): Promise<void> {
  const { appId, ...set } = score;
  const key = { tenantId_appId: { tenantId, appId } };
  await tx.discoveryAppScore.upsert({ where: key, create: { tenantId, appId, ...set }, update: set });
}

/** @returns whether there was one */
export async function deleteAppScore(tx: Transaction, { tenantId }: Visibility, appId: number): Promise<boolean> {
  const { count } = await tx.discoveryAppScore.deleteMany({ where: { tenantId, appId } });
  return count > 0;
}
