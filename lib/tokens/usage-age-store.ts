import { z } from "zod";
import { authPool } from "../db/client";
import type { UsageAges } from "./usage-ages";

const foundRows = z.array(z.object({ id: z.string() }));
const takenRows = z.tuple([z.object({ taken: z.number() })]);

/** Tenants with usage that is too old for its form. */
export async function findTenantsWithOldCalls({ hours, days }: UsageAges): Promise<string[]> {
  const { rows } = await authPool().query(
    "select id from auth.find_tenants_with_old_calls($1::timestamptz, ($2::timestamptz at time zone 'UTC')::date) as id",
    [hours, days],
  );
  return foundRows.parse(rows).map(({ id }) => id);
}

/** One step of at most `most` rows of each kind. Returns how many were taken away; 0 when nothing is left to do. */
export async function rollUpCalls(tenantId: string, { hours, days }: UsageAges, most: number): Promise<number> {
  const { rows } = await authPool().query(
    `select auth.roll_up_calls($1::uuid, $2::timestamptz, ($3::timestamptz at time zone 'UTC')::date, $4::integer) as taken`,
    [tenantId, hours, days, most],
  );
  const [{ taken }] = takenRows.parse(rows);
  return taken;
}
