import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";

/** So many alerts are read by their ids. With more, a walk along the list meets one soon enough. */
const fewest = 3_000;

/**
 * The condition on `alert` that leads to the few alerts found under some keys, such as `service:10489`: row-level security
 * keeps an index from serving the test of the keys themselves, which must stand beside it.
 * @param wanted for each filter the keys of which an alert must have one
 * @returns a condition that is always true when more than a few have one of the keys
 */
export async function fewSql(
  tx: Transaction,
  { tenantId }: Visibility,
  wanted: readonly (readonly string[])[],
): Promise<Prisma.Sql> {
  if (wanted.length === 0) return Prisma.sql`true`;
  const rows = await tx.$queryRaw`
    select array(select k.alert_id from ${rowsUnder(tenantId, keysOfRow)} limit ${fewest + 1}) as ids
    from jsonb_array_elements(${JSON.stringify(wanted)}::jsonb) as wanted(keys)`;
  const found = z.array(z.object({ ids: z.array(z.string()) })).parse(rows);
  const few = found.map(({ ids }) => ids).find((ids) => ids.length <= fewest);
  return few === undefined ? Prisma.sql`true` : Prisma.sql`id = any (${few}::text[])`;
}

/** How many alerts are found under one of the keys, counted up to a cap, whoever may see them in the tenant. */
export async function countUnder(
  tx: Transaction,
  { tenantId }: Visibility,
  keys: readonly string[],
  cap: number,
): Promise<number> {
  const given = Prisma.sql`unnest(${keys}::text[]) as key`;
  // Under one key each alert stands once, and the count may stop at the cap.
  const distinct = keys.length === 1 ? Prisma.empty : Prisma.sql`distinct`;
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select ${distinct} k.alert_id from ${rowsUnder(tenantId, given)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

const keysOfRow = Prisma.sql`jsonb_array_elements_text(wanted.keys) as key`;

function rowsUnder(tenantId: string, keys: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`alert_key k where k.tenant_id = ${tenantId}::uuid
    and k.key_hash = any (array(select hashtextextended(key, 0) from ${keys}))`;
}
