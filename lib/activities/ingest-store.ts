import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Activity } from "../domain/activity";
import type { EntityRow } from "../domain/entity";

/** A row of the table, but for its tenant and for what people say of it later. */
export type ActivityRow = Activity & {
  actorKeys: string[];
  sourceKeys: string[];
  objectIds: string[];
  fileIds: string[];
};

/** What the tenant says of an address. */
export type DeclaredAddress = { category: number; tagIds: string[]; organization: string | null };

/** What the tenant's IP ranges say of these addresses; of two ranges that hold one, the narrower speaks. */
export async function findDeclaredAddresses(
  tx: Transaction,
  { tenantId }: Visibility,
  addresses: readonly string[],
): Promise<Map<string, DeclaredAddress>> {
  const rows = await tx.$queryRaw`
    select given.ip, r.category, r.tag_ids as "tagIds",
           case when r.override_organization then r.organization end as organization
    from unnest(${addresses}::text[]) as given(ip)
    join lateral (
      select range_id from ip_range_subnet s
      where s.tenant_id = ${tenantId}::uuid
        and s.network >>= (case when given.ip like '%:%' then given.ip else '::ffff:' || given.ip end)::inet
      order by masklen(s.network) desc limit 1
    ) best on true
    join ip_range r on r.tenant_id = ${tenantId}::uuid and r.id = best.range_id`;
  const found = z
    .array(
      z.object({
        ip: z.string(),
        category: z.number(),
        tagIds: z.array(z.string()),
        organization: z.string().nullable(),
      }),
    )
    .parse(rows);
  return new Map(found.map(({ ip, ...declared }) => [ip, declared]));
}

/**
 * Inserts those activities whose id the tenant does not have yet, in one statement with one parameter.
 * @returns the ids of those that are new
 */
export async function insertActivities(
  tx: Transaction,
  { tenantId }: Visibility,
  activities: readonly ActivityRow[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw`
    insert into activity (
      tenant_id, id, happened_at, created_at, app_id, app_name, instance, event_type, action_type, description,
      user_name, user_display_name, user_domain, org_unit, user_tags, actor_keys, is_impersonated, is_admin_event,
      taken_action, device_type, device_tags, user_agent, user_agent_tags, client, ip, ip_category, ip_tags, country,
      organization, location, source, source_keys, objects, object_ids, file_ids)
    select ${tenantId}::uuid, id, "happenedAt", "createdAt", "appId", "appName", instance, "eventType", "actionType",
      description, "userName", "userDisplayName", "userDomain", "orgUnit", "userTags", "actorKeys", "isImpersonated",
      "isAdminEvent", "takenAction", "deviceType", "deviceTags", "userAgent", "userAgentTags", client, ip, "ipCategory",
      "ipTags", country, organization, nullif(location, 'null'::jsonb), source, "sourceKeys", objects, "objectIds",
      "fileIds"
    from jsonb_to_recordset(${JSON.stringify(activities)}::jsonb) as given(
      id text, "happenedAt" timestamptz, "createdAt" timestamptz, "appId" int, "appName" text, instance int,
      "eventType" text, "actionType" text, description text, "userName" text, "userDisplayName" text,
      "userDomain" text, "orgUnit" text, "userTags" text[], "actorKeys" text[], "isImpersonated" boolean,
      "isAdminEvent" boolean, "takenAction" text, "deviceType" text, "deviceTags" text[], "userAgent" text,
      "userAgentTags" text[], client jsonb, ip text, "ipCategory" smallint, "ipTags" text[], country text,
      organization text, location jsonb, source smallint, "sourceKeys" text[], objects jsonb, "objectIds" text[],
      "fileIds" text[])
    on conflict (tenant_id, id) do nothing
    returning id`;
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
}

/** Keeps the users and accounts up to date with what was seen of them; what was seen later stands. */
export async function saveEntities(
  tx: Transaction,
  { tenantId }: Visibility,
  entities: readonly EntityRow[],
): Promise<void> {
  await tx.$executeRaw`
    insert into entity as known (
      tenant_id, id, saas, inst, app_name, display_name, domain, organization, is_admin, is_external, status,
      user_groups, last_seen_at, entity_keys)
    select ${tenantId}::uuid, id, saas, inst, "appName", "displayName", domain, organization, "isAdmin", "isExternal",
      status, "userGroups", "lastSeenAt", "entityKeys"
    from jsonb_to_recordset(${JSON.stringify(entities)}::jsonb) as given(
      id text, saas int, inst int, "appName" text, "displayName" text, domain text, organization text,
      "isAdmin" boolean, "isExternal" boolean, status smallint, "userGroups" text[], "lastSeenAt" timestamptz,
      "entityKeys" text[])
    on conflict (tenant_id, id, saas, inst) do update set
      is_admin = known.is_admin or excluded.is_admin,
      app_name = case when excluded.last_seen_at >= known.last_seen_at then excluded.app_name else known.app_name end,
      display_name = case when excluded.last_seen_at >= known.last_seen_at and excluded.display_name <> excluded.id
        then excluded.display_name else known.display_name end,
      organization = case when excluded.last_seen_at >= known.last_seen_at
        then coalesce(excluded.organization, known.organization) else known.organization end,
      user_groups = case when excluded.last_seen_at >= known.last_seen_at and cardinality(excluded.user_groups) > 0
        then excluded.user_groups else known.user_groups end,
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)`;
}
