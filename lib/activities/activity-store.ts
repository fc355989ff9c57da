import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Activity, ActivityFeedback } from "../domain/activity";
import type { ActivityFilter, ActivitySort } from "../domain/activity-list";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";

/** Which column answers which filter. */
const columns: Record<ActivityFilter, FilterColumn> = {
  service: { sql: Prisma.sql`app_id`, type: "int" },
  instance: { sql: Prisma.sql`instance`, type: "int" },
  "user.orgUnit": { sql: Prisma.sql`org_unit`, type: "text" },
  "user.username": { sql: Prisma.sql`user_name`, type: "text" },
  "user.tags": { sql: Prisma.sql`user_tags`, type: "text[]" },
  "user.domain": { sql: Prisma.sql`user_domain`, type: "text" },
  entity: { sql: Prisma.sql`actor_keys`, type: "text[]" },
  actionType: { sql: Prisma.sql`action_type`, type: "text" },
  "activity.eventActionType": { sql: Prisma.sql`event_type`, type: "text" },
  "activity.id": { sql: Prisma.sql`id`, type: "text" },
  "activity.impersonated": {
    sql: Prisma.sql`is_impersonated`,
    type: "boolean",
  },
  "activity.type": { sql: Prisma.sql`is_admin_event`, type: "boolean" },
  "activity.takenAction": { sql: Prisma.sql`taken_action`, type: "text" },
  "activity.alertId": { sql: Prisma.sql`alert_id`, type: "text" },
  activityObject: { sql: Prisma.sql`object_ids`, type: "text[]" },
  "device.type": { sql: Prisma.sql`device_type`, type: "text" },
  "device.tags": { sql: Prisma.sql`device_tags`, type: "text[]" },
  "userAgent.userAgent": { sql: Prisma.sql`user_agent`, type: "text" },
  "userAgent.tags": { sql: Prisma.sql`user_agent_tags`, type: "text[]" },
  "location.country": { sql: Prisma.sql`country`, type: "text" },
  "location.organizations": { sql: Prisma.sql`organization`, type: "text" },
  "ip.address": { sql: Prisma.sql`ip`, type: "text" },
  "ip.category": { sql: Prisma.sql`ip_category`, type: "int" },
  "ip.tags": { sql: Prisma.sql`ip_tags`, type: "text[]" },
  fileSelector: { sql: Prisma.sql`file_ids`, type: "text[]" },
  fileId: { sql: Prisma.sql`file_ids`, type: "text[]" },
  office365url: { sql: Prisma.sql`office365_url`, type: "text" },
  text: { sql: Prisma.sql`description`, type: "text" },
  date: { sql: Prisma.sql`happened_at`, type: "timestamptz" },
  created: { sql: Prisma.sql`created_at`, type: "timestamptz" },
  policy: { sql: Prisma.sql`policy_id`, type: "text" },
  source: { sql: Prisma.sql`source_keys`, type: "text[]" },
};

const orders: Record<ActivitySort, Record<"asc" | "desc", Prisma.Sql>> = {
  date: {
    desc: Prisma.sql`happened_at desc, id desc`,
    asc: Prisma.sql`happened_at, id`,
  },
  created: {
    desc: Prisma.sql`created_at desc, id desc`,
    asc: Prisma.sql`created_at, id`,
  },
};

/** What `activityColumns` brings. */
export const activityRows: z.ZodType<Activity[]> = z.array(
  z.object({
    id: z.string(),
    happenedAt: z.date(),
    createdAt: z.date(),
    appId: z.number(),
    appName: z.string(),
    instance: z.number(),
    eventType: z.string(),
    actionType: z.string(),
    description: z.string(),
    userName: z.string().nullable(),
    userDisplayName: z.string().nullable(),
    userDomain: z.string().nullable(),
    orgUnit: z.string().nullable(),
    userTags: z.array(z.string()),
    isImpersonated: z.boolean(),
    isAdminEvent: z.boolean(),
    takenAction: z.string().nullable(),
    alertId: z.string().nullable(),
    policyId: z.string().nullable(),
    deviceType: z.string().nullable(),
    deviceTags: z.array(z.string()),
    userAgent: z.string(),
    userAgentTags: z.array(z.string()),
    client: z.object({
      family: z.string(),
      browser: z.string(),
      operatingSystem: z.string(),
      native: z.boolean(),
    }),
    ip: z.string().nullable(),
    ipCategory: z.number(),
    ipTags: z.array(z.string()),
    country: z.string().nullable(),
    organization: z.string().nullable(),
    location: z
      .object({
        city: z.string(),
        region: z.string(),
        latitude: z.number(),
        longitude: z.number(),
        anonymousProxy: z.boolean(),
      })
      .nullable(),
    source: z.number(),
    objects: z.array(
      z.object({
        objType: z.number(),
        role: z.number(),
        name: z.string(),
        id: z.string(),
        saasId: z.number(),
        instanceId: z.number(),
      }),
    ),
  }),
);

export const activityColumns = Prisma.sql`
  id, happened_at as "happenedAt", created_at as "createdAt", app_id as "appId", app_name as "appName", instance,
  event_type as "eventType", action_type as "actionType", description, user_name as "userName",
  user_display_name as "userDisplayName", user_domain as "userDomain", org_unit as "orgUnit", user_tags as "userTags",
  is_impersonated as "isImpersonated", is_admin_event as "isAdminEvent", taken_action as "takenAction",
  alert_id as "alertId", policy_id as "policyId", device_type as "deviceType", device_tags as "deviceTags",
  user_agent as "userAgent", user_agent_tags as "userAgentTags", client, ip, ip_category as "ipCategory",
  ip_tags as "ipTags", country, organization, location, source, objects`;

/** The activities of one page and one more, which tells whether there is a next page. */
export async function findActivities(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<ActivityFilter, ActivitySort>,
): Promise<Activity[]> {
  const rows = await tx.$queryRaw`
    select ${activityColumns} from activity
    where ${visibleSql(visibility)} and ${conditionsSql(query.conditions)}
    order by ${orders[query.sortField][query.direction]} limit ${query.limit + 1} offset ${query.skip}`;
  return activityRows.parse(rows);
}

/** How many activities match, counted up to a cap. */
export async function countActivities(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<ActivityFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from activity where ${visibleSql(visibility)} and ${conditionsSql(conditions)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

export async function findActivityById(tx: Transaction, visibility: Visibility, id: string): Promise<Activity | null> {
  const rows = await tx.$queryRaw`
    select ${activityColumns} from activity where ${visibleSql(visibility)} and id = ${id}`;
  return activityRows.parse(rows)[0] ?? null;
}

/** Keeps what somebody said about an activity, in place of what was said before; null when it is not visible. */
export async function markActivityFeedback(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  feedback: ActivityFeedback,
): Promise<Activity | null> {
  const rows = await tx.$queryRaw`
    update activity set feedback = ${JSON.stringify(feedback)}::jsonb where ${visibleSql(visibility)} and id = ${id}
    returning ${activityColumns}`;
  return activityRows.parse(rows)[0] ?? null;
}

/** Nobody sees only a part of the activities yet: whoever does not see the tenant's sees none. */
export function visibleSql(visibility: Visibility): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  return Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`;
}

/** The condition on `activity` that keeps what passes a list's filters. */
export function conditionsSql(conditions: readonly Condition<ActivityFilter>[]): Prisma.Sql {
  if (conditions.length === 0) return Prisma.sql`true`;
  return Prisma.join(
    conditions.map(({ field, test }) => testSql(columns[field], test)),
    " and ",
  );
}
