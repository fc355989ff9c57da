import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { type CloudFile, folderType } from "../domain/file";
import type { FileProperty, FileSort } from "../domain/file-list";
import type { Condition } from "../domain/filter";
import type { ListQuery } from "../domain/list-query";

/** Which column answers which filter. */
const columns: Record<FileProperty, FilterColumn> = {
  service: { sql: Prisma.sql`app_id`, type: "int" },
  instance: { sql: Prisma.sql`array[instance::text, app_id || '|' || instance]`, type: "text[]" },
  fileType: { sql: Prisma.sql`type`, type: "int" },
  trashed: { sql: Prisma.sql`is_trashed`, type: "boolean" },
  folder: { sql: Prisma.sql`(type = ${folderType})`, type: "boolean" },
  quarantined: { sql: Prisma.sql`is_quarantined`, type: "boolean" },
  policy: { sql: Prisma.sql`policy_ids`, type: "text[]" },
  filename: { sql: Prisma.sql`name`, type: "text" },
  extension: { sql: Prisma.sql`extension`, type: "text" },
  mimeType: { sql: Prisma.sql`mime_type`, type: "text" },
  modifiedDate: { sql: Prisma.sql`modified_at`, type: "timestamptz" },
  createdDate: { sql: Prisma.sql`created_at`, type: "timestamptz" },
  snapshotLastModifiedDate: { sql: Prisma.sql`seen_at`, type: "timestamptz" },
  "collaborators.entity": { sql: Prisma.sql`collaborator_keys`, type: "text[]" },
  "collaborators.users": { sql: Prisma.sql`collaborator_keys`, type: "text[]" },
  "collaborators.domains": { sql: Prisma.sql`domains`, type: "text[]" },
  "collaborators.groups": { sql: Prisma.sql`group_ids`, type: "text[]" },
  "collaborators.withDomain": { sql: Prisma.sql`domains`, type: "text[]" },
  "owner.entity": { sql: Prisma.sql`owner_keys`, type: "text[]" },
  "owner.username": { sql: Prisma.sql`owner_address`, type: "text" },
  "owner.orgUnit": { sql: Prisma.sql`owner_org_unit`, type: "text" },
  sharing: { sql: Prisma.sql`access_level`, type: "int" },
  fileId: { sql: Prisma.sql`file_id`, type: "text" },
  fileLabels: { sql: Prisma.sql`labels`, type: "text[]" },
  fileScanLabels: { sql: Prisma.sql`scan_warnings`, type: "text[]" },
  parentFolder: { sql: Prisma.sql`parent_keys`, type: "text[]" },
};

const orders = {
  asc: Prisma.sql`modified_at, id`,
  desc: Prisma.sql`modified_at desc, id desc`,
};

const fileRows: z.ZodType<CloudFile[]> = z.array(
  z.object({
    id: z.string(),
    fileId: z.string(),
    appId: z.number(),
    appName: z.string(),
    instance: z.number(),
    name: z.string(),
    extension: z.string().nullable(),
    mimeType: z.string().nullable(),
    type: z.number(),
    sizeBytes: z.bigint().transform(Number).nullable(),
    isTrashed: z.boolean(),
    isQuarantined: z.boolean(),
    accessLevel: z.number(),
    createdAt: z.date(),
    modifiedAt: z.date(),
    seenAt: z.date(),
    owner: z
      .object({
        userName: z.string(),
        displayName: z.string(),
        orgUnit: z.string().nullable(),
        isExternal: z.boolean().nullable(),
      })
      .nullable(),
    collaborators: z.array(
      z.object({
        kind: z.enum(["user", "group", "domain"]),
        id: z.string(),
        name: z.string(),
        isExternal: z.boolean(),
      }),
    ),
    domains: z.array(z.string()),
    parentIds: z.array(z.string()),
    path: z.string().nullable(),
    link: z.string().nullable(),
    policyIds: z.array(z.string()),
    labels: z.array(z.string()),
    scanWarnings: z.array(z.string()),
  }),
);

const fileColumns = Prisma.sql`
  id, file_id as "fileId", app_id as "appId", app_name as "appName", instance, name, extension, mime_type as "mimeType",
  type, size_bytes as "sizeBytes", is_trashed as "isTrashed", is_quarantined as "isQuarantined",
  access_level as "accessLevel", created_at as "createdAt", modified_at as "modifiedAt", seen_at as "seenAt",
  case when owner_address is not null then jsonb_build_object('userName', owner_address, 'displayName', owner_name,
    'orgUnit', owner_org_unit, 'isExternal', is_owner_external) end as owner,
  collaborators, domains, parent_ids as "parentIds", path, link, policy_ids as "policyIds", labels,
  scan_warnings as "scanWarnings"`;

/**
 * The files of one page and one more, which tells whether there is a next page.
 * @param after reads on after the file of this id, in the order of ids: what a scan does
 */
export async function findFiles(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<FileProperty, FileSort>,
  after: string | null,
): Promise<CloudFile[]> {
  const order = query.scan === null ? orders[query.direction] : Prisma.sql`id`;
  const place = after === null ? Prisma.sql`true` : Prisma.sql`id > ${after}`;
  const rows = await tx.$queryRaw`
    select ${fileColumns} from cloud_file
    where ${visibleSql(visibility)} and ${conditionsSql(query.conditions)} and ${place}
    order by ${order} limit ${query.limit + 1} offset ${query.skip}`;
  return fileRows.parse(rows);
}

/** How many files match, counted up to a cap. */
export async function countFiles(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<FileProperty>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from cloud_file where ${visibleSql(visibility)} and ${conditionsSql(conditions)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

export async function findFileById(tx: Transaction, visibility: Visibility, id: string): Promise<CloudFile | null> {
  const rows = await tx.$queryRaw`select ${fileColumns} from cloud_file where ${visibleSql(visibility)} and id = ${id}`;
  return fileRows.parse(rows)[0] ?? null;
}

/** By the app's own id; of the files of several apps with the same one, that which was changed last. */
export async function findFileByFileId(
  tx: Transaction,
  visibility: Visibility,
  fileId: string,
): Promise<CloudFile | null> {
  const rows = await tx.$queryRaw`
    select ${fileColumns} from cloud_file where ${visibleSql(visibility)} and file_id = ${fileId}
    order by ${orders.desc} limit 1`;
  return fileRows.parse(rows)[0] ?? null;
}

/** Files are the whole tenant's or nobody's. */
function visibleSql(visibility: Visibility): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  return Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`;
}

function conditionsSql(conditions: readonly Condition<FileProperty>[]): Prisma.Sql {
  if (conditions.length === 0) return Prisma.sql`true`;
  return Prisma.join(
    conditions.map(({ field, test }) => testSql(columns[field], test)),
    " and ",
  );
}
