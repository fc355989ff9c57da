import { randomBytes } from "node:crypto";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { FileRow } from "@/lib/domain/file";
import type { Tenant } from "@/lib/domain/tenant";
import { insertRows } from "./insert-rows";

/** Files for tests, through the portal's own role. What a test does not say is unremarkable: somebody's private document. */
export async function makeFiles(
  client: PrismaClient,
  tenant: Tenant,
  inputs: readonly Partial<FileRow>[],
): Promise<FileRow[]> {
  const files = inputs.map((input): FileRow => ({ ...plainFile(), ...input }));
  const rows = files.map((file) => ({ tenantId: tenant.id, ...file }));
  await withTenant(tenant.id, (tx) => insertRows(tx, "cloud_file", rows), client);
  return files;
}

function plainFile(): FileRow {
  const id = randomBytes(12).toString("hex");
  const at = new Date(Date.now() - 60_000);
  return {
    id,
    fileId: `site|${id}`,
    appId: 15600,
    appName: "Microsoft OneDrive for Business",
    instance: 0,
    name: "plan.docx",
    extension: "docx",
    mimeType: null,
    type: 1,
    sizeBytes: 1_024,
    isTrashed: false,
    isQuarantined: false,
    accessLevel: 0,
    createdAt: at,
    modifiedAt: at,
    seenAt: at,
    ownerAddress: "megan@contoso.example",
    ownerName: "Megan",
    ownerOrgUnit: "Finance",
    isOwnerExternal: false,
    ownerKeys: [],
    collaborators: [],
    collaboratorKeys: [],
    groupIds: [],
    domains: [],
    parentIds: [],
    parentKeys: [],
    path: null,
    link: null,
    policyIds: [],
    labels: [],
    scanWarnings: [],
  };
}
