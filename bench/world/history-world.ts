import type pg from "pg";
import { demoActivities } from "@/prisma/demo-activities";
import { demoAlerts } from "@/prisma/demo-alerts";
import { demoTenants } from "@/prisma/demo-people";
import { bulkLoad } from "./bulk-load";
import type { WorldTenant } from "./token-world";

const statementColumns = `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
  where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all ($2::text[])`;

/** What the triggers that rest during the load would have written. */
const alertKeys = `insert into alert_key (tenant_id, key_hash, raised_at, alert_id)
  select distinct a.tenant_id, hashtextextended(key, 0), a.raised_at, a.id from alert a, unnest(a.entity_keys) as key
  where a.tenant_id = $1::uuid
  order by 2, 3, 4`;
const alertApps = `insert into alert_app (tenant_id, is_discovery, app_id, name)
  select distinct on (2, 3) $1::uuid, p.is_discovery, (app.entity ->> 'id')::integer, app.entity ->> 'label'
  from alert_pattern p, jsonb_path_query(p.entities, '$[*] ? (@.type == "service")') as app(entity)
  order by 2, 3`;

export type HistorySize = { alerts: number; activities: number };

export const fullHistory: Record<"large" | "small", HistorySize> = {
  large: { alerts: 1_000_000, activities: 5_000_000 },
  small: { alerts: 1_000, activities: 1_000 },
};

/**
 * Alerts and activities of two tenants: the demo tenants' few thousand rows, multiplied inside Postgres with fresh ids and
 * moments spread over two years.
 */
export async function makeHistoryWorld(
  admin: pg.Client,
  tenants: Record<"large" | "small", WorldTenant>,
  sizes: Record<"large" | "small", HistorySize> = fullHistory,
): Promise<void> {
  const [demo] = demoTenants;
  if (demo === undefined) throw new Error("there is no demo tenant to take patterns from");
  const now = new Date();
  const alerts = demoAlerts(demo, now);
  const activities = demoActivities(demo, now);
  await bulkLoad(admin, ["alert", "alert_key", "activity"], async () => {
    await loadPatterns(admin, "alert", alerts);
    await loadPatterns(admin, "activity", activities);
    for (const which of ["large", "small"] as const) {
      await multiply(admin, { table: "alert", patterns: alerts.length }, tenants[which], sizes[which].alerts);
      for (const derived of [alertApps, alertKeys]) await admin.query(derived, [tenants[which].id]);
      await multiply(
        admin,
        { table: "activity", patterns: activities.length },
        tenants[which],
        sizes[which].activities,
      );
    }
  });
}

async function loadPatterns(admin: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  const snake = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
    ),
  );
  await admin.query(
    `create temp table ${table}_pattern as
     select row_number() over () - 1 as pattern, p.* from jsonb_populate_recordset(null::${table}, $1::jsonb) as p`,
    [JSON.stringify(snake)],
  );
  await admin.query(`create index on ${table}_pattern (pattern)`);
}

type Kind = { table: "alert" | "activity"; patterns: number };

/** The multiplied rows come in the order of their moments, as they would have arrived. */
async function multiply(
  admin: pg.Client,
  { table, patterns }: Kind,
  tenant: WorldTenant,
  count: number,
): Promise<void> {
  const moments = table === "alert" ? ["raised_at"] : ["happened_at", "created_at"];
  // Facts that default when a row says nothing stay out, as does what is made anew.
  const made = ["tenant_id", "id", "arrived_in", ...moments];
  const { rows } = await admin.query<{ columns: string }>(statementColumns, [table, made]);
  const columns = rows[0]?.columns ?? "";
  const placed = columns.replace(/(^|, )/g, "$1p.");
  const readable = table === "alert" ? placed.replace("p.is_markdown", "coalesce(p.is_markdown, false)") : placed;
  const defaulted = readable
    .replace("p.is_preview", "coalesce(p.is_preview, false)")
    .replace("p.is_impersonated", "coalesce(p.is_impersonated, false)");
  await admin.query(
    `insert into ${table} (tenant_id, id, ${moments.join(", ")}, ${columns})
     select $1, lpad(to_hex(i), 8, '0') || substr(md5(i::text), 1, ${table === "alert" ? 16 : 12}),
            ${moments.map(() => "now() - interval '730 days' * (1 - i::float8 / $2)").join(", ")}, ${defaulted}
     from generate_series(1, $2::int) as i
     join ${table}_pattern p on p.pattern = (i::bigint * 7919) % ${patterns}`,
    [tenant.id, count],
  );
}
