import { z } from "zod";
import { authPool } from "../db/client";
import { withTenant } from "../db/transaction";
import type { HashedRow } from "./chain-hash";

/** A link of a chain with the row that it speaks of; the row is null when the log has it no longer. */
export type ChainedRow = { seq: number; hash: Buffer; eventId: string; row: HashedRow | null };

/** How far a tenant's chain has come; nothing is written yet where the hash is null. */
export type ChainHead = { tenantId: string; tenantSlug: string; seq: number; hash: Buffer | null };

/** A number of a chain is far below 2^53; Postgres' bigint comes as text. */
const seqColumn = z.coerce.number();
const hashColumn = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes));

const chainedRow = z.object({
  seq: seqColumn,
  hash: hashColumn,
  eventId: z.string(),
  isThere: z.boolean(),
  fields: z.array(z.string().nullable()),
});

/** The next links of a tenant's chain after a number, in their order. */
export function findChainedRows(tenantId: string, after: number, limit: number): Promise<ChainedRow[]> {
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.$queryRaw`
      select l.seq::text as seq, l.hash, l.event_id as "eventId", e.id is not null as "isThere",
             array[e.tenant_id::text, e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                   e.action, e.actor_kind, e.actor_id, e.actor_name, e.actor_role, e.target_kind, e.target_id,
                   e.target_name, e.ip, e.user_agent, e.request_id, e.detail::text] as fields
      from (select * from audit_link where tenant_id = ${tenantId}::uuid and seq > ${after}
            order by seq limit ${limit}) as l
      left join audit_event e on e.tenant_id = l.tenant_id and e.id = l.event_id
      order by l.seq`;
    return z
      .array(chainedRow)
      .parse(rows)
      .map(({ isThere, fields, ...link }) => ({ ...link, row: isThere ? fields : null }));
  });
}

/** The first row of a tenant's log that no link speaks of, or null: triggers chain every row that is written. */
export function findUnchainedEvent(tenantId: string): Promise<string | null> {
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.$queryRaw`
      select e.id from audit_event e
      where e.tenant_id = ${tenantId}::uuid and not exists (
        select from audit_link l where l.tenant_id = e.tenant_id and l.event_id = e.id)
      order by e.at, e.id limit 1`;
    return z.array(z.object({ id: z.string() })).parse(rows)[0]?.id ?? null;
  });
}

const headRow = z.object({
  tenant_id: z.string(),
  tenant_slug: z.string(),
  seq: seqColumn,
  hash: hashColumn.nullable(),
});

/** How far the chain of every tenant has come. */
export async function findChainHeads(): Promise<ChainHead[]> {
  const { rows } = await authPool().query("select * from auth.find_audit_heads()");
  return z
    .array(headRow)
    .parse(rows)
    .map(({ tenant_id: tenantId, tenant_slug: tenantSlug, seq, hash }) => ({ tenantId, tenantSlug, seq, hash }));
}

const linkRow = z.object({ tenant_id: z.string(), seq: seqColumn, hash: hashColumn });

/** The hashes at one place of each chain, by tenant; absent where a chain has no such place. */
export async function findLinkHashes(
  places: readonly { tenantId: string; seq: number }[],
): Promise<Map<string, Buffer>> {
  const { rows } = await authPool().query("select * from auth.find_audit_links($1::uuid[], $2::bigint[])", [
    places.map(({ tenantId }) => tenantId),
    places.map(({ seq }) => seq),
  ]);
  return new Map(
    z
      .array(linkRow)
      .parse(rows)
      .map((row) => [row.tenant_id, row.hash]),
  );
}
