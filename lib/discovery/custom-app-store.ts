import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type CustomApp, type CustomAppInput, customAppFacts, customAppIdStart } from "../domain/custom-app";

const customAppRows = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    category: z.string(),
    domains: z.array(z.string()),
    addresses: z.array(z.string()),
    scoreOverride: z.number().nullable(),
    note: z.string(),
    facts: customAppFacts,
    modifiedAt: z.date(),
    removedAt: z.date().nullable(),
  }),
);
export type StoredCustomApp = CustomApp & { removedAt: Date | null };

/** The tenant's own apps by name, those that were removed among them; some thousands at most. */
export async function findCustomApps(
  tx: Transaction,
  { tenantId }: Pick<Visibility, "tenantId">,
): Promise<StoredCustomApp[]> {
  const rows = await tx.discoveryCustomApp.findMany({
    where: { tenantId },
    select: {
      id: true,
      name: true,
      category: true,
      domains: true,
      addresses: true,
      scoreOverride: true,
      note: true,
      facts: true,
      modifiedAt: true,
      removedAt: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return customAppRows.parse(rows);
}

/** Lets no other change of the tenant's own apps come between. */
export async function holdCustomApps(tx: Transaction, { tenantId }: Visibility): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('custom apps ' || ${tenantId}, 0))`;
}

/** Gives a new app the next number. The caller holds the tenant's apps. @returns its number */
export async function insertCustomApp(
  tx: Transaction,
  { tenantId }: Visibility,
  app: CustomAppInput,
  at: Date,
): Promise<number> {
  const { _max } = await tx.discoveryCustomApp.aggregate({ where: { tenantId }, _max: { id: true } });
  const id = Math.max(_max.id ?? 0, customAppIdStart - 1) + 1;
  await tx.discoveryCustomApp.createMany({ data: [{ tenantId, id, ...app, createdAt: at, modifiedAt: at }] });
  return id;
}

export async function saveCustomApp(
  tx: Transaction,
  { tenantId }: Visibility,
  id: number,
  app: CustomAppInput,
  modifiedAt: Date,
): Promise<void> {
  await tx.discoveryCustomApp.updateMany({ where: { tenantId, id }, data: { ...app, modifiedAt } });
}

/** Takes an app out of use together with its tags. */
export async function markCustomAppRemoved(
  tx: Transaction,
  { tenantId }: Visibility,
  id: number,
  removedAt: Date,
): Promise<void> {
  await tx.discoveryCustomApp.updateMany({ where: { tenantId, id }, data: { removedAt } });
  await tx.discoveryAppTag.deleteMany({ where: { tenantId, appId: id } });
}
