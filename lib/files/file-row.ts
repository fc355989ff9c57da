import { randomBytes } from "node:crypto";
import { extensionOf, type FileCollaborator, type FileRow, fileTypeOf, folderType } from "../domain/file";
import { entityKeys } from "../domain/filter-value";
import type { IngestedFile } from "../domain/ingested-file";

/** The row of a file that a sender tells of. */
export function fileRow(given: IngestedFile, now: Date): FileRow {
  const { id: fileId, appId, appName, instance = 0, name, owner, parentIds = [] } = given;
  const extension = given.fileType === folderType ? null : extensionOf(name);
  const collaborators = (given.collaborators ?? []).map(collaboratorOf);
  const keysOf = (id: string) => entityKeys({ id, inst: instance, saas: appId });
  return {
    id: randomBytes(12).toString("hex"),
    fileId,
    appId,
    appName,
    instance,
    name,
    extension,
    mimeType: given.mimeType ?? null,
    type: given.fileType ?? fileTypeOf(extension),
    sizeBytes: given.fileSize ?? null,
    isTrashed: given.trashed ?? false,
    isQuarantined: given.quarantined ?? false,
    accessLevel: given.sharing ?? 0,
    createdAt: given.createdDate,
    modifiedAt: given.modifiedDate,
    seenAt: now,
    ownerAddress: owner?.userName ?? null,
    ownerName: owner == null ? null : (owner.displayName ?? owner.userName),
    ownerOrgUnit: owner?.orgUnit ?? null,
    isOwnerExternal: owner?.isExternal ?? null,
    ownerKeys: owner == null ? [] : keysOf(owner.userName),
    collaborators,
    collaboratorKeys: collaborators.filter(({ kind }) => kind === "user").flatMap(({ id }) => keysOf(id)),
    groupIds: collaborators.filter(({ kind }) => kind === "group").map(({ id }) => id),
    domains: domainsOf(collaborators),
    parentIds,
    parentKeys: parentIds.flatMap(keysOf),
    path: given.filePath ?? null,
    link: given.alternateLink ?? null,
    policyIds: given.policies ?? [],
    labels: given.fileLabels ?? [],
    scanWarnings: given.fileScanLabels ?? [],
  };
}

function collaboratorOf({
  kind,
  id,
  name,
  isExternal = false,
}: NonNullable<IngestedFile["collaborators"]>[number]): FileCollaborator {
  return { kind, id, name: name ?? id, isExternal };
}

function domainsOf(collaborators: readonly FileCollaborator[]): string[] {
  const domains = collaborators.flatMap(({ kind, id }) => {
    if (kind === "domain") return [id.toLowerCase()];
    const at = id.lastIndexOf("@");
    return kind === "user" && at >= 0 ? [id.slice(at + 1).toLowerCase()] : [];
  });
  return [...new Set(domains)];
}
