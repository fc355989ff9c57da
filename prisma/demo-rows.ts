import type { Transaction } from "@/lib/db/transaction";
import type { DemoActivity } from "./demo-activities";
import type { DemoAlert } from "./demo-alerts";

/** So many rows make a statement of a few megabytes. */
const batchRows = 1_000;

/** Inserts alerts of one tenant. */
export async function insertDemoAlerts(tx: Transaction, tenantId: string, alerts: readonly DemoAlert[]): Promise<void> {
  for (const rows of jsonBatches(tenantId, alerts))
    await tx.$executeRaw`insert into alert select * from jsonb_populate_recordset(null::alert, ${rows}::jsonb)`;
}

/** Inserts activities of one tenant. */
export async function insertDemoActivities(
  tx: Transaction,
  tenantId: string,
  activities: readonly DemoActivity[],
): Promise<void> {
  for (const rows of jsonBatches(tenantId, activities))
    await tx.$executeRaw`insert into activity select * from jsonb_populate_recordset(null::activity, ${rows}::jsonb)`;
}

/**
 * Rows as JSON under their columns' names. `createMany` takes ten times as long: rows this wide, with lists
 * in them, cost it a parameter per value.
 */
function jsonBatches(tenantId: string, rows: readonly object[]): string[] {
  const batches: string[] = [];
  for (let begin = 0; begin < rows.length; begin += batchRows)
    batches.push(JSON.stringify(rows.slice(begin, begin + batchRows).map((row) => columnsOf({ tenantId, ...row }))));
  return batches;
}

function columnsOf(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [columnName(name), value]));
}

/** `raisedAt` is `raised_at`: what prisma/schema.prisma maps by hand. */
function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
