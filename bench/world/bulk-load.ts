import type pg from "pg";

/**
 * Fills tables as fast as Postgres can: their triggers rest and their secondary indexes are made anew afterwards, by two
 * workers at once. Needs the cluster's superuser, whom row-level security does not bind either.
 */
export async function bulkLoad(admin: pg.Client, tables: readonly string[], load: () => Promise<void>): Promise<void> {
  await admin.query("set maintenance_work_mem = '1GB'");
  await admin.query("set max_parallel_maintenance_workers = 2");
  const indexes = await secondaryIndexes(admin, tables);
  for (const { name } of indexes) await admin.query(`drop index ${name}`);
  // Foreign keys are triggers too; the generators write consistent rows.
  await admin.query("set session_replication_role = replica");
  try {
    await load();
  } finally {
    await admin.query("reset session_replication_role");
    for (const { definition } of indexes) await admin.query(definition);
  }
  for (const table of tables) await admin.query(`vacuum (analyze, freeze) ${table}`);
}

async function secondaryIndexes(admin: pg.Client, tables: readonly string[]) {
  const { rows } = await admin.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i
     where i.indrelid = any ($1::regclass[]) and not i.indisprimary
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  return rows;
}
