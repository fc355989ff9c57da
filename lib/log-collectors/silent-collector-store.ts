import { z } from "zod";
import { authPool } from "../db/client";
import type { Transaction } from "../db/transaction";

const tenants = z.array(z.object({ id: z.string() }));
const silences = z.array(z.object({ id: z.string(), name: z.string(), since: z.date() }));

/** A collector that brings nothing, and since when: its last data, or its making. */
export type SilentCollector = z.infer<typeof silences>[number];

/** Tenants with a collector that has brought nothing since a moment, and whose silence has raised no alert. */
export async function findTenantsWithSilentCollectors(silentSince: Date): Promise<string[]> {
  const { rows } = await authPool().query(
    "select id from auth.find_tenants_with_silent_collectors($1::timestamptz) as id",
    [silentSince],
  );
  return tenants.parse(rows).map(({ id }) => id);
}

/** Remembers which silences raise an alert now. @returns them; none of those that were remembered before */
export async function markSilencesAlerted(
  tx: Transaction,
  tenantId: string,
  silentSince: Date,
): Promise<SilentCollector[]> {
  const rows = await tx.$queryRaw`
    with silence as (
      select c.id, c.name, coalesce(max(d.last_received_at), c.created_at) as since
      from log_collector c left join log_collector_source d on d.tenant_id = c.tenant_id and d.collector_id = c.id
      where c.tenant_id = ${tenantId}::uuid and c.disabled_at is null
      group by c.id, c.name, c.created_at
    )
    update log_collector_state s set alerted_silence = silence.since from silence
    where s.tenant_id = ${tenantId}::uuid and s.collector_id = silence.id and s.last_seen_at is not null
      and silence.since < ${silentSince}::timestamptz and s.alerted_silence is distinct from silence.since
    returning silence.id, silence.name, silence.since`;
  return silences.parse(rows);
}
