import { can, type RoleHolder } from "./access";
import { type Permission, permissions } from "./role-table";

/** All permissions that the principal has, however narrow; one list for all who have the same. */
export function permissionsOf({ role, tokenKind = "api" }: RoleHolder): readonly Permission[] {
  const key = `${role} ${tokenKind}`;
  const known = lists.get(key);
  if (known !== undefined) return known;
  const found = permissions.filter((permission) => can({ role, tokenKind }, permission));
  lists.set(key, found);
  return found;
}

/** Roles and kinds are few, and what they may is settled at the start. */
const lists = new Map<string, readonly Permission[]>();
