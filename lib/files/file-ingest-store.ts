import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { FileRow } from "../domain/file";

/** Inserts files, each in place of what was known of it, in one statement with one parameter. A file keeps its id. */
export async function saveFiles(tx: Transaction, { tenantId }: Visibility, files: readonly FileRow[]): Promise<void> {
  // Sorted, so that two writers at once take their rows in the same order.
  const sorted = files.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  await tx.$executeRaw`
    insert into cloud_file (
      tenant_id, id, file_id, app_id, app_name, instance, name, extension, mime_type, type, size_bytes, is_trashed,
      is_quarantined, access_level, created_at, modified_at, seen_at, owner_address, owner_name, owner_org_unit,
      is_owner_external, owner_keys, collaborators, collaborator_keys, group_ids, domains, parent_ids, parent_keys, path,
      link, policy_ids, labels, scan_warnings)
    select ${tenantId}::uuid, id, "fileId", "appId", "appName", instance, name, extension, "mimeType", type, "sizeBytes",
      "isTrashed", "isQuarantined", "accessLevel", "createdAt", "modifiedAt", "seenAt", "ownerAddress", "ownerName",
      "ownerOrgUnit", "isOwnerExternal", "ownerKeys", collaborators, "collaboratorKeys", "groupIds", domains, "parentIds",
      "parentKeys", path, link, "policyIds", labels, "scanWarnings"
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as given(
      id text, "fileId" text, "appId" int, "appName" text, instance int, name text, extension text, "mimeType" text,
      type smallint, "sizeBytes" bigint, "isTrashed" boolean, "isQuarantined" boolean, "accessLevel" smallint,
      "createdAt" timestamptz, "modifiedAt" timestamptz, "seenAt" timestamptz, "ownerAddress" text, "ownerName" text,
      "ownerOrgUnit" text, "isOwnerExternal" boolean, "ownerKeys" text[], collaborators jsonb,
      "collaboratorKeys" text[], "groupIds" text[], domains text[], "parentIds" text[], "parentKeys" text[], path text,
      link text, "policyIds" text[], labels text[], "scanWarnings" text[])
    on conflict (tenant_id, file_id, app_id, instance) do update set (
      app_name, name, extension, mime_type, type, size_bytes, is_trashed, is_quarantined, access_level, created_at,
      modified_at, seen_at, owner_address, owner_name, owner_org_unit, is_owner_external, owner_keys, collaborators,
      collaborator_keys, group_ids, domains, parent_ids, parent_keys, path, link, policy_ids, labels, scan_warnings
    ) = (
      excluded.app_name, excluded.name, excluded.extension, excluded.mime_type, excluded.type, excluded.size_bytes,
      excluded.is_trashed, excluded.is_quarantined, excluded.access_level, excluded.created_at, excluded.modified_at,
      excluded.seen_at, excluded.owner_address, excluded.owner_name, excluded.owner_org_unit,
      excluded.is_owner_external, excluded.owner_keys, excluded.collaborators, excluded.collaborator_keys,
      excluded.group_ids, excluded.domains, excluded.parent_ids, excluded.parent_keys, excluded.path, excluded.link,
      excluded.policy_ids, excluded.labels, excluded.scan_warnings
    )`;
}

function keyOf({ fileId, appId, instance }: FileRow): string {
  return `${fileId}|${appId}|${instance}`;
}
