import pg from "pg";

/*
 * What really is in the database, asked by its superuser, whom no fence binds, with the tenant in each question. Tests
 * judge the portal by it.
 */

/** A tenant's rows as the superuser sees them. */
export type Truth = {
  /** One digest for each tenant-owned table, and one for the tenant itself. Equal digests: nothing was changed, added or taken away. */
  fingerprint(tenantId: string): Promise<Record<string, string>>;
  /** The keys of all rows, by `table.column`. */
  keys(tenantId: string): Promise<Map<string, string[]>>;
  count(table: string, tenantId: string, where?: string): Promise<number>;
  query<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** What the portal itself moves on without anybody's act: the counts of calls, written in batches, and quotas. */
const movesByItself = new Set(["request_quota", "token_use", "token_call", "token_call_day"]);

export async function openTruth(adminUrl: string): Promise<Truth> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[]) =>
    (await client.query<Row>(sql, values)).rows;
  const tables = await query<{ name: string; keys: string[] }>(
    `select c.relname as name,
            array(select k.attname::text from pg_attribute k where k.attrelid = c.oid and k.attname in ('id', 'public_id')) as keys
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    [],
  );
  const owned = tables.map(({ name }) => ({ name, key: "tenant_id" }));
  const digests = [...owned, { name: "tenant", key: "id" }]
    .filter(({ name }) => !movesByItself.has(name))
    .map(
      ({ name, key }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t where ${key} = $1`,
    )
    .join(" union all ");
  const keys = tables
    .flatMap(({ name, keys }) => keys.map((key) => ({ name, key })))
    .map(
      ({ name, key }) => `select '${name}.${key}' as place, "${key}"::text as key from "${name}" where tenant_id = $1`,
    )
    .join(" union all ");
  return {
    query,
    fingerprint: async (tenantId) => {
      const rows = await query<{ name: string; digest: string }>(digests, [tenantId]);
      return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
    },
    keys: async (tenantId) => {
      const found = new Map<string, string[]>();
      for (const { place, key } of await query<{ place: string; key: string }>(keys, [tenantId]))
        found.set(place, [...(found.get(place) ?? []), key]);
      return found;
    },
    count: async (table, tenantId, where = "true") => {
      const sql = `select count(*)::int as total from "${table}" where tenant_id = $1 and (${where})`;
      return (await query<{ total: number }>(sql, [tenantId]))[0]?.total ?? 0;
    },
    close: () => client.end(),
  };
}
