import type { FileRecord } from "../api-contract/files";
import { type CloudFile, fileAccessLevels, fileStatuses, fileTypes, folderType } from "../domain/file";

/** A file as the API shows it. */
export function toFileRecord(file: CloudFile, tenant: number): FileRecord {
  const { id, fileId, appId, appName, instance, name, type, accessLevel, owner, collaborators, parentIds } = file;
  const status = file.isTrashed ? 1 : 0;
  const idsOf = (kind: "user" | "group") => collaborators.filter((one) => one.kind === kind).map((one) => one.id);
  return {
    _id: id,
    _tid: tenant,
    id: fileId,
    appId,
    saasId: appId,
    instId: instance,
    appName,
    name,
    name_l: name.toLowerCase(),
    fileSize: file.sizeBytes,
    mimeType: file.mimeType,
    fileExtension: file.extension,
    isFolder: type === folderType,
    createdDate: file.createdAt.getTime(),
    modifiedDate: file.modifiedAt.getTime(),
    snapshotLastModifiedDate: file.seenAt.toISOString(),
    fileType: [type, nameIn(fileTypes, type)],
    ftype: type,
    fileTypeDisplay: displayed(nameIn(fileTypes, type)),
    fileAccessLevel: [accessLevel, nameIn(fileAccessLevels, accessLevel)],
    facl: accessLevel,
    fileStatus: [status, nameIn(fileStatuses, status)],
    fstat: status,
    quarantined: file.isQuarantined,
    ownerName: owner?.displayName ?? null,
    ownerAddress: owner?.userName ?? null,
    ownerExternal: owner?.isExternal ?? null,
    ownerOrgUnit: owner?.orgUnit ?? null,
    emails: idsOf("user"),
    domains: file.domains,
    groups: collaborators.filter(({ kind }) => kind === "group").map((group) => group.name),
    groupIds: idsOf("group"),
    externalShares: collaborators.filter(({ isExternal }) => isExternal).map((one) => one.id),
    collaborators,
    display_collaborators: collaborators,
    parentId: parentIds[0] ?? null,
    parentIds,
    effectiveParents: parentIds,
    driveId: null,
    alternateLink: file.link,
    filePath: file.path,
    sitePath: null,
    siteCollection: null,
    policies: file.policyIds,
    fileLabels: file.labels,
    fileScanLabels: file.scanWarnings,
    scanVersion: null,
    unseenScans: 0,
    dlpScanResults: [],
    fTags: [],
    enriched: true,
    noGovernance: true,
    isForeign: owner?.isExternal ?? false,
    originalId: fileId,
    actions: [],
  };
}

/** The name of a code; that of 0 for a code that nobody knows. */
function nameIn<Name extends string>(names: Readonly<Record<number, Name>> & { readonly 0: Name }, code: number): Name {
  return names[code] ?? names[0];
}

/** `DOCUMENT` as `Document`. */
function displayed(name: string): string {
  return name.charAt(0) + name.slice(1).toLowerCase();
}
