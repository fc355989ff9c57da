import { grantOf } from "../domain/access";
import type { Grant, Permission, Role } from "../domain/role-table";
import { endpointList } from "./v1";

export type OpenedRoute = { methods: readonly string[]; path: string };

/** Routes that one permission opens; null for those that every valid token opens. */
export type RouteGroup = { permission: Permission | null; grant: Grant; routes: OpenedRoute[] };

/** The routes that API tokens open, by the permission that they take, with how far a role's reaches; `none` where it has none. */
export function routesForRole(role: Role): RouteGroup[] {
  const groups = new Map<Permission | null, RouteGroup>();
  for (const { access, methods, path, tokenKinds = ["api"] } of endpointList) {
    if (access === "public" || !tokenKinds.includes("api")) continue;
    const permission = access === "any-token" ? null : access;
    const group = groups.get(permission) ?? { permission, grant: grantFor(role, permission), routes: [] };
    group.routes.push({ methods, path });
    groups.set(permission, group);
  }
  return [...groups.values()];
}

function grantFor(role: Role, permission: Permission | null): Grant {
  return permission === null ? "tenant" : grantOf({ role }, permission);
}
