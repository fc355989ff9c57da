import { type Grant, type Permission, permissions, type Role, roleTable } from "@/lib/domain/access";

export type PermissionChanges = {
  gained: Permission[];
  lost: Permission[];
  /** Kept, but for another part of the tenant, such as Cloud Discovery alone instead of everything. */
  shifted: Permission[];
};

/** What somebody gains and loses who goes from one role to another. */
export function permissionChanges(before: Role, after: Role): PermissionChanges {
  const changes: PermissionChanges = { gained: [], lost: [], shifted: [] };
  for (const permission of permissions) {
    const kind = changeOf(roleTable[before][permission], roleTable[after][permission]);
    if (kind !== null) changes[kind].push(permission);
  }
  return changes;
}

function changeOf(before: Grant, after: Grant): keyof PermissionChanges | null {
  if (before === after) return null;
  if (before === "none") return "gained";
  if (after === "none") return "lost";
  return "shifted";
}
