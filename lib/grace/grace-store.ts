import { z } from "zod";
import type { Transaction } from "../db/transaction";

const graceRows = z.array(z.object({ began: z.coerce.date(), ended: z.coerce.date(), calls: z.number() }));

/** What the audit log says of calls that were let in without the database since a moment: a walk along its index by target. */
export async function findGraceSpans(
  tx: Transaction,
  tenantId: string,
  since: Date,
): Promise<{ began: Date; ended: Date; calls: number }[]> {
  const rows = await tx.$queryRaw`
    select detail ->> 'began' as began, detail ->> 'ended' as ended, (detail ->> 'calls')::int as calls
    from audit_event
    where tenant_id = ${tenantId}::uuid and target_kind = 'tenant' and target_id = ${tenantId} and at >= ${since}
      and action = 'tenant.grace-ended'
    order by at desc limit 100`;
  return graceRows.parse(rows);
}
